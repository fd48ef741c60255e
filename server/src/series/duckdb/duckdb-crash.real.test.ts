import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeriesStore } from '../port.ts';
import { SeriesUnusable } from '../port.ts';
import { openDuckdbSeries } from './index.ts';

/** Lets a plain Node run a file of ours: strips its types as it is loaded. */
const STRIP_TYPES = `
  import { readFile } from 'node:fs/promises';
  import ts from '${import.meta.resolve('typescript')}';
  export async function load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true };
    const { outputText } = ts.transpileModule(await readFile(new URL(url), 'utf8'), { compilerOptions });
    return { format: 'module', source: outputText, shortCircuit: true };
  }`;
const asModule = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const HOOK = asModule(
  `import { register } from 'node:module'; register(${JSON.stringify(asModule(STRIP_TYPES))});`,
);
const WRITER = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

let folder: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-crash-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true });
});

/** Runs the writer until it has said `lines` lines, and answers the last one. */
async function writeUntil(lines: number): Promise<{ child: ChildProcess; last: string }> {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['--import', HOOK, WRITER, folder], { stdio: [...stdio] });
  children.push(child);
  if (!child.stdout) throw new Error('the writer has no output');
  let said = 0;
  for await (const line of createInterface(child.stdout)) if (++said >= lines) return { child, last: line };
  throw new Error(`the writer ended after ${said} lines`);
}

async function expectWhole(store: SeriesStore, atLeast: number): Promise<number> {
  const mark = (await store.mark('crash')) ?? 0;
  expect(mark).toBeGreaterThanOrEqual(atLeast);
  const all = { from: 0, to: 1e12, limit: 1e6 };
  const devices = Array.from({ length: 7 }, (_, i) => ({ ...all, device: `stb-${i}` }));
  for (const read of [
    store.beats,
    (query: (typeof devices)[0]) => store.points({ ...query, metric: 'cell.rat' }),
  ]) {
    const rows = await Promise.all(devices.map((device) => read(device)));
    expect(rows.flat()).toHaveLength(2 * mark);
  }
  return mark;
}

describe('the DuckDB file after a crash', () => {
  it('holds every batch that was written, and none of them in part', async () => {
    let mark = 0;
    for (const lines of [1, 15, 120]) {
      const { child, last } = await writeUntil(lines);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = await openDuckdbSeries({ folder });
      mark = await expectWhole(store, Math.max(mark, Number(last) || 0));
      await store.close();
    }
    expect(mark).toBeGreaterThanOrEqual(120);
  }, 60_000);

  it('holds whole batches when the end of what was written last is torn off', async () => {
    const { child } = await writeUntil(40);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const log = 'series.duckdb.wal';
    for (const torn of [1, 100, 3_000]) {
      const copy = join(folder, `torn-${torn}`);
      for (const file of ['series.duckdb', log]) cpSync(join(folder, file), join(copy, file));
      truncateSync(join(copy, log), statSync(join(copy, log)).size - torn);
      const store = await openDuckdbSeries({ folder: copy });
      await expectWhole(store, 1);
      await store.close();
    }
  }, 60_000);

  it('is refused while another process has it open', async () => {
    const { child } = await writeUntil(2);
    const second = openDuckdbSeries({ folder });
    await expect(second).rejects.toThrow(SeriesUnusable);
    await expect(second).rejects.toThrow(/series\.duckdb is in use by another process/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await openDuckdbSeries({ folder })).close();
  }, 60_000);
});
