import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPrograms } from './host-programs.ts';
import type { ProgramLimits } from './host.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'programs-'));
const { run } = createPrograms('/usr/bin:/bin');
const sh = (script: string, limits: Partial<ProgramLimits> = {}) =>
  run('sh', ['-c', script], { timeoutMs: 10_000, maxBytes: 10_000, ...limits });

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

/** Waits until a script has written its process id. */
async function pidIn(file: string): Promise<number> {
  await vi.waitFor(() => expect(existsSync(file) && readFileSync(file, 'utf8')).toMatch(/^\d+\n$/));
  return Number(readFileSync(file, 'utf8'));
}

/** A dead process may stay in the table until its parent looks. */
async function untilGone(pid: number): Promise<void> {
  const state = () => {
    const file = `/proc/${pid}/stat`;
    return existsSync(file) ? (/\) (\w)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 'Z') : 'Z';
  };
  await vi.waitFor(() => expect(state()).toBe('Z'));
}

describe('a program', () => {
  it('ends with its code and what it wrote', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
      end: 'exit',
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('gets no surroundings but a path, a plain locale and what it is given', async () => {
    const end = await sh('echo "$PATH $LC_ALL $MORE [$HOME]"; pwd', {
      env: { MORE: 'more', LC_ALL: 'de_DE' },
    });
    expect(end).toMatchObject({ stdout: '/usr/bin:/bin C more []\n/\n' });
  });

  it('has no shell between', async () => {
    const end = await run('echo', ['$HOME; *'], { timeoutMs: 10_000, maxBytes: 100 });
    expect(end).toMatchObject({ stdout: '$HOME; *\n' });
  });

  it('is told from one that is not there or cannot be run', async () => {
    const limits = { timeoutMs: 1_000, maxBytes: 100 };
    expect(await run('no-such-program', [], limits)).toEqual({ end: 'not_started', code: 'ENOENT' });
    expect(await run('/etc', [], limits)).toEqual({ end: 'not_started', code: 'EACCES' });
  });

  it('is killed after its time, with what it has started', async () => {
    const file = join(FOLDER, 'grandchild');
    const end = sh(`sleep 600 & echo $! > ${file}; trap '' TERM; wait`, { timeoutMs: 500 });
    const pid = await pidIn(file);
    expect(await end).toEqual({ end: 'timeout' });
    await untilGone(pid);
  });

  it('is killed when it leaves something behind that holds its output open', async () => {
    const file = join(FOLDER, 'left-behind');
    expect(await sh(`sleep 600 & echo $! > ${file}`, { timeoutMs: 500 })).toEqual({ end: 'timeout' });
    await untilGone(await pidIn(file));
  });

  it('is killed when it writes too much to either output', async () => {
    const endless = 'while :; do echo 0123456789; done';
    expect(await sh(endless, { maxBytes: 1_000 })).toEqual({ end: 'too_much_output' });
    expect(await sh(`(${endless}) >&2`, { maxBytes: 1_000 })).toEqual({ end: 'too_much_output' });
  });

  it('is killed when nobody waits for it any more, and not started when that is so already', async () => {
    const controller = new AbortController();
    const file = join(FOLDER, 'aborted');
    const end = sh(`echo $$ > ${file}; exec sleep 600`, { signal: controller.signal });
    const pid = await pidIn(file);
    controller.abort();
    expect(await end).toEqual({ end: 'aborted' });
    await untilGone(pid);
    expect(await sh('exit 0', { signal: controller.signal })).toEqual({ end: 'aborted' });
  });

  it('is told when somebody else has killed it', async () => {
    expect(await sh('kill -9 $$')).toEqual({ end: 'killed', signal: 'SIGKILL' });
  });

  it('can be run again after it was killed', async () => {
    const script = `test -e ${join(FOLDER, 'second')} || { touch ${join(FOLDER, 'second')}; sleep 600; }`;
    expect(await sh(script, { timeoutMs: 500 })).toEqual({ end: 'timeout' });
    await vi.waitFor(async () => expect(await sh(script)).toMatchObject({ end: 'exit', code: 0 }));
  });
});
