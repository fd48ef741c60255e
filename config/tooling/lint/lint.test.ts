import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** Without types: the snippets stand in files that do not exist, of which a type checker knows nothing. */
const eslint = new ESLint({
  cwd: new URL('../../../', import.meta.url).pathname,
  overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }],
});

async function faultsOf(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath, warnIgnored: true });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

const importing = (source: string) => `import type { X } from '${source}';\nexport type Y = X;\n`;

describe('the direction of imports', () => {
  it.each([
    ['config/src/contract/x.ts', 'node:fs'],
    ['config/src/contract/x.ts', '../settings/load.ts'],
    ['config/src/contract/x.ts', 'zodiac'],
    ['config/classes/x.ts', '../src/settings/load.ts'],
    ['config/src/settings/x.ts', '@fengsui/server'],
    ['server/src/core/x.ts', 'zod'],
    ['server/src/core/x.ts', 'node:crypto'],
    ['server/src/core/device/x.ts', '../../clock.ts'],
    ['server/src/core/x.ts', '@fengsui/config/settings'],
    ['server/src/ingest/x.ts', '../series/duckdb/store.ts'],
    ['server/src/http/x.ts', '../ledger/sqlite.ts'],
    ['server/src/live/x.ts', '../series/influx/store.ts'],
    ['server/src/engine.ts', './journal/journal.ts'],
    ['server/src/http/x.ts', '@fengsui/probes'],
    ['server/src/http/x.ts', '@fengsui/web'],
    ['probes/src/x.ts', '@fengsui/server/parts'],
    ['web/src/wall/x.ts', 'socket.io-client'],
    ['web/src/charts/x.ts', '../live/held.ts'],
    ['web/src/ui/x.ts', '../live/held.ts'],
    ['web/src/wall/x.ts', '@fengsui/config/settings'],
    ['web/src/wall/x.ts', 'node:path'],
    ['web/src/wall/x.ts', '../../../config/src/contract/index.ts'],
    ['server/test/x.ts', '../../probes/src/agent.ts'],
    ['server/src/x.ts', 'fs'],
  ])('%s may not import %s', async (file, source) => {
    expect(await faultsOf(file, importing(source))).toEqual(['fengsui/imports']);
  });

  it.each([
    ['config/src/contract/x.ts', 'zod'],
    ['config/classes/x.ts', '../src/contract/index.ts'],
    ['server/src/core/device/x.ts', '../topology/node.ts'],
    ['server/src/core/x.ts', '@fengsui/config/classes'],
    ['server/src/ingest/x.ts', '../series/port.ts'],
    ['server/src/ingest/x.ts', '../journal/journal.ts'],
    ['server/src/series/influx/x.ts', '../port.ts'],
    ['server/src/app.ts', './series/duckdb/store.ts'],
    ['server/src/commands/x.ts', '@fengsui/probes'],
    ['server/src/core/x.test.ts', 'fast-check'],
    ['web/src/live/x.ts', 'socket.io-client'],
    ['web/src/charts/x.ts', 'echarts/core'],
  ])('%s may import %s', async (file, source) => {
    expect(await faultsOf(file, importing(source))).toEqual([]);
  });

  it('is kept by re-exports and imports at run time too', async () => {
    expect(await faultsOf('server/src/core/x.ts', `export * from 'zod';`)).toEqual(['fengsui/imports']);
    expect(await faultsOf('server/src/http/x.ts', `export const x = import('../ledger/a.ts');`)).toEqual([
      'fengsui/imports',
    ]);
  });
});

describe('the pure core', () => {
  it.each([
    'export const x = (ms: number) => new Date(ms);',
    'export const x = () => performance.now();',
    'export const x = (then: () => void) => setTimeout(then, 1);',
    'export const x = () => console.log(1);',
    'export const x = () => process.uptime();',
  ])('has no surroundings: %s', async (code) => {
    expect(await faultsOf('server/src/core/x.ts', code)).toEqual(['no-restricted-globals']);
  });

  it.each(['export const x = Math.random();', 'export async function x() { return 1; }'])(
    'is certain and does not wait: %s',
    async (code) => {
      expect(await faultsOf('server/src/core/x.ts', code)).toEqual(['no-restricted-syntax']);
    },
  );
});

describe('syntax', () => {
  it.each([
    ['server/src/http/x.ts', 'export const x = Date.now();'],
    ['server/src/http/x.ts', 'export const x = new Date();'],
    ['web/src/wall/x.ts', 'export const x = Date.now();'],
    ['server/src/http/x.ts', `export const x = process.env['HOME'];`],
    ['server/src/http/x.ts', `import { env } from 'node:process';\nexport const x = env;`],
    ['server/src/http/x.ts', 'export default 1;'],
    ['server/src/http/x.ts', 'const x = 1;\nexport { x as default };'],
    ['server/src/http/x.ts', 'export class X { y = 1; }'],
    ['server/src/http/x.ts', `export const x = (y: string) => y === 'stb';`],
    ['web/src/wall/x.ts', `export const x = (y: string) => y !== 'onu';`],
    ['web/src/wall/x.ts', `export const x = '断网';`],
    ['web/src/wall/x.ts', 'export const x = `断网`;'],
  ])('in %s refuses %s', async (file, code) => {
    expect(await faultsOf(file, code)).toEqual(['no-restricted-syntax']);
  });

  it.each([
    ['server/src/clock.ts', 'export const x = () => Date.now();'],
    ['web/src/clock.ts', 'export const x = () => Date.now();'],
    ['server/src/main.ts', `export const x = process.env['HOME'];`],
    ['server/src/http/x.ts', 'export const x = (ms: number) => new Date(ms);'],
    ['server/src/http/x.ts', 'export class Refused extends Error {}'],
    ['config/classes/x.ts', `export const x = (y: string) => y === 'stb';`],
    ['web/src/i18n/x.ts', `export const x = '断网';`],
    ['vitest.config.ts', 'export default 1;'],
  ])('in %s accepts %s', async (file, code) => {
    expect(await faultsOf(file, code)).toEqual([]);
  });

  it('keeps live state shallow', async () => {
    expect(await faultsOf('web/src/wall/x.ts', `import { ref } from 'vue';\nexport const x = ref;`)).toEqual([
      'no-restricted-imports',
    ]);
  });

  it('keeps charts and parts from fetching', async () => {
    expect(await faultsOf('web/src/charts/x.ts', `export const x = () => fetch('/');`)).toEqual([
      'no-restricted-globals',
    ]);
  });

  it('takes no any and no unproven non-null', async () => {
    const code = 'export const x = (y: any, z: number[]) => [y, z[0]!];';
    expect(await faultsOf('server/src/http/x.ts', code)).toEqual([
      '@typescript-eslint/no-explicit-any',
      '@typescript-eslint/no-non-null-assertion',
    ]);
  });
});

describe('names and sizes', () => {
  it.each(['server/src/utils/x.ts', 'web/src/helpers.ts', 'server/src/shared/x.ts', 'server/src/XFile.ts'])(
    'refuse %s',
    async (file) => {
      expect(await faultsOf(file, 'export const x = 1;')).toEqual(['fengsui/file-name']);
    },
  );

  it('count the code of a file, tables of data excepted', async () => {
    const code = `/* a reason */\n\n${'export const x = 1;\n'.repeat(201)}`.replaceAll(/x(?= = 1)/g, () =>
      unique(),
    );
    expect(await faultsOf('server/src/http/x.ts', code)).toEqual(['max-lines']);
    expect(await faultsOf('config/classes/x.ts', code)).toEqual([]);
  });

  it('count the lines of a function without those of the functions inside it', async () => {
    const inner = (name: string) => `  function ${name}() {\n${'    let x = 0;\n'.repeat(30)}  }\n`;
    const factory = `export function createX() {\n${inner('a')}${inner('b')}  return { a, b };\n}\n`;
    const long = `export function x() {\n${'  y();\n'.repeat(39)}}\nfunction y() {}\n`;
    const own = async (code: string) =>
      (await faultsOf('server/src/http/x.ts', code)).filter((rule) => rule === 'fengsui/function-lines');
    expect(await own(factory)).toEqual([]);
    expect(await own(long)).toEqual(['fengsui/function-lines']);
  });

  it('refuse a function of too many ways through', async () => {
    const code = `export function x(y: number) {\n${'  if (y > 1) return;\n'.repeat(12)}}\n`;
    expect(await faultsOf('server/src/http/x.ts', code)).toContain('complexity');
  });
});

describe('tests', () => {
  it.each([`it('', () => {});`, `it('works', () => {});`, `it('ingest works fine', () => {});`])(
    'state behaviour: %s',
    async (code) => {
      expect(await faultsOf('server/src/x.test.ts', code)).toEqual(['no-restricted-syntax']);
    },
  );

  it.each([`test.each([1])('should be defined', () => {});`, `it('case 3', () => {});`])(
    'say what is expected: %s',
    async (code) => {
      expect(await faultsOf('server/src/x.test.ts', code)).toEqual(['no-restricted-syntax']);
    },
  );

  it.each([`it.only('opens one incident', () => {});`, `vi.mock('./x.ts');`])(
    'run whole, on real modules: %s',
    async (code) => {
      expect(await faultsOf('server/src/x.test.ts', code)).toEqual(['no-restricted-syntax']);
    },
  );

  it('may tell of a network that works again', async () => {
    expect(
      await faultsOf('server/src/x.test.ts', `it('resumes once the network works again', () => {});`),
    ).toEqual([]);
  });
});

describe('components', () => {
  it('take their words from the message catalogue', async () => {
    const code = `<script setup lang="ts"></script>\n<template><p>Offline</p></template>\n`;
    expect(await faultsOf('web/src/wall/Tile.vue', code)).toEqual(['vue/no-bare-strings-in-template']);
  });

  it('are held to the direction of imports', async () => {
    const code = `<script setup lang="ts">\nimport { io } from 'socket.io-client';\nio();\n</script>\n<template><p /></template>\n`;
    expect(await faultsOf('web/src/wall/Tile.vue', code)).toEqual(['fengsui/imports']);
  });
});

describe('rules that need types', () => {
  it.each(['server/src/app.ts', 'probes/src/agent.ts', 'config/src/contract/ids.ts', 'server/src/x.test.ts'])(
    'hold in %s',
    async (file) => {
      const configured = new ESLint({ cwd: new URL('../../../', import.meta.url).pathname });
      const { rules } = (await configured.calculateConfigForFile(file)) as {
        rules: Record<string, [number]>;
      };
      expect(rules['@typescript-eslint/no-floating-promises']?.[0]).toBe(2);
      expect(rules['@typescript-eslint/only-throw-error']?.[0]).toBe(2);
    },
  );
});

let count = 0;
function unique(): string {
  count += 1;
  return `x${count}`;
}
