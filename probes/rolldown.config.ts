import { defineConfig } from 'rolldown';

const LAZY = /^node:https?$/;

/** One file that runs with Node alone. */
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  treeshake: { moduleSideEffects: [{ test: /[\\/]config[\\/]/, sideEffects: false }] },
  plugins: [
    {
      name: 'http-when-needed',
      // An import of HTTP loads HTTP/2 and fetch with it since Node 22: 12 MB for a check that few use.
      resolveId: (id) => (LAZY.test(id) ? `\0${id}` : null),
      load(id) {
        if (!id.startsWith('\0node:http')) return null;
        return `export const get = (...all) => process.getBuiltinModule('${id.slice(1)}').get(...all);`;
      },
    },
    {
      name: 'ascii',
      // One character outside Latin-1 makes V8 keep the whole source at two bytes a character.
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
      },
    },
  ],
  output: {
    file: 'dist/probe.js',
    format: 'esm',
    banner: '#!/usr/bin/env node',
    codeSplitting: false,
    minify: true,
  },
});

function escaped(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
