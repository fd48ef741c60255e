import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{config,server,probes,web}/**/*.test.ts'] },
});
