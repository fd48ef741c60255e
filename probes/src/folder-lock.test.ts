import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'data');

describe('the lock of a data folder', () => {
  it('is taken once, and again after it was released', () => {
    const folder = newFolder();
    const first = lockFolder(folder);
    expect(first.ok).toBe(true);
    expect(lockFolder(folder)).toMatchObject({ ok: false, why: 'taken' });
    if (first.ok) first.release();
    expect(lockFolder(folder).ok).toBe(true);
  });

  it('names who has it', () => {
    const folder = newFolder();
    lockFolder(folder);
    const second = lockFolder(folder);
    expect(!second.ok && second.by).toContain(String(process.pid));
  });

  it('left behind by a process that was killed does not block', async () => {
    const folder = newFolder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    expect(lockFolder(folder, other.pid).ok).toBe(true);
    expect(lockFolder(folder).ok).toBe(false);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(lockFolder(folder).ok).toBe(true);
  });

  it('of a process whose number another one has now does not block', () => {
    const folder = newFolder();
    const lock = lockFolder(folder);
    if (lock.ok) lock.release();
    writeFileSync(join(folder, 'probe.lock'), `${process.pid} another-start/1\n`);
    expect(lockFolder(folder).ok).toBe(true);
  });

  it('that is no lock at all does not block', () => {
    const folder = newFolder();
    const lock = lockFolder(folder);
    if (lock.ok) lock.release();
    writeFileSync(join(folder, 'probe.lock'), '');
    expect(lockFolder(folder).ok).toBe(true);
  });

  it('is not released by anybody else, and leaves no litter', () => {
    const folder = newFolder();
    const lock = lockFolder(folder);
    writeFileSync(join(folder, 'probe.lock'), 'somebody else\n');
    if (lock.ok) lock.release();
    expect(existsSync(join(folder, 'probe.lock'))).toBe(true);
    expect(readFileSync(join(folder, 'probe.lock'), 'utf8')).toBe('somebody else\n');
    expect(readdirSync(folder)).toEqual(['probe.lock']);
  });
});
