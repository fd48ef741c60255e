import { defineConfig } from 'rolldown';

/** Our own workspaces are sources and are bundled; packages stay packages, native ones among them. */
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
  output: { file: 'dist/main.js', format: 'esm' },
});
