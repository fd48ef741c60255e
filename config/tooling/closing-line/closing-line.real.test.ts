import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, findTool, run } from '../run.js';

const REPORTER = JSON.stringify(join(ROOT, 'config/tooling/closing-line/closing-line.js'));
const CONFIG = `
import { createClosingLine } from ${REPORTER};
export default { test: { include: ['*.sample.js'], reporters: ['default', createClosingLine()] } };
`;

let folder: string;

beforeEach(() => {
  const parent = join(ROOT, 'node_modules', '.cache');
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'closing-line-'));
  writeFileSync(join(folder, 'vitest.config.mjs'), CONFIG);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs real tests in a process of their own; answers the last line and whether it ended well. */
async function closing(...samples: string[]): Promise<{ ok: boolean; line: string | undefined }> {
  for (const [index, body] of samples.entries()) {
    const text = `import { beforeAll, describe, it } from 'vitest';\n${body}\n`;
    writeFileSync(join(folder, `${index}.sample.js`), text);
  }
  const { ok, output } = await run(findTool('vitest') ?? '', ['run', '--root', folder], folder);
  return { ok, line: output.trimEnd().split('\n').at(-1) };
}

const PASSES = `it('passes', () => {});`;

describe('the closing line of a run', () => {
  it('counts what passed and what was skipped', async () => {
    expect(await closing(PASSES, `${PASSES} it.skip('waits', () => {});`)).toEqual({
      ok: true,
      line: '2 passed, 0 failed, 1 skipped',
    });
  });

  it('counts what failed', async () => {
    const fails = `it('fails', () => { throw new Error('no'); });`;
    expect(await closing(PASSES, fails)).toEqual({ ok: false, line: '1 passed, 1 failed' });
  });

  it('counts a file that cannot be read as a failure', async () => {
    expect(await closing(PASSES, `import './gone.js';`)).toEqual({ ok: false, line: '1 passed, 1 failed' });
  });

  it('counts a preparation that failed, and its tests as skipped', async () => {
    const fails = `describe('x', () => { beforeAll(() => { throw new Error('no'); }); ${PASSES} });`;
    expect(await closing(PASSES, fails)).toEqual({ ok: false, line: '1 passed, 1 failed, 1 skipped' });
  });

  it('counts an error that no test caught as a failure', async () => {
    const leaves = `it('leaves', () => { void Promise.reject(new Error('no')); });`;
    expect(await closing(leaves)).toEqual({ ok: false, line: '1 passed, 1 failed' });
  });

  it('is that of a failed run when no test was run', async () => {
    const skips = `it.skip('waits', () => {});`;
    expect(await closing(skips)).toEqual({ ok: false, line: '0 passed, 0 failed, 1 skipped' });
    expect((await closing('')).ok).toBe(false);
  });
});
