import { defineConfig } from 'vitest/config';
import { createClosingLine } from './config/tooling/closing-line/closing-line.js';

const EVERYWHERE = '{config,server,probes,web}/**';

export default defineConfig({
  test: {
    reporters: ['default', createClosingLine()],
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${EVERYWHERE}/*.test.ts`],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.real.test.ts'],
          /** No module of ours has state, so the files of a worker share them: half the time. */
          isolate: false,
          /** Only what hangs may reach them, however busy the machine is. */
          testTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        test: {
          name: 'real',
          include: [`${EVERYWHERE}/*.real.test.ts`],
          globalSetup: ['server/test/parts/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          /** After the unit tests, and no more at once than the smallest machine we test on has cores. */
          sequence: { groupOrder: 1 },
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
