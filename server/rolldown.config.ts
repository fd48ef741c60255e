import { defineConfig } from 'rolldown';

/** Our own workspaces are sources and are bundled; packages stay packages, native ones among them. */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    storer: 'src/storer/thread/main.ts',
    ledger: 'src/ledger/sqlite/thread/main.ts',
  },
  platform: 'node',
  external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
  output: {
    dir: 'dist',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    format: 'esm',
    cleanDir: true,
  },
});
