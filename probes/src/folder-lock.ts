import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `no_room`: the disk takes nothing, so that nobody else could have locked it either. */
export type Lock = { ok: true; release: () => void } | { ok: false; why: 'taken' | 'no_room'; by: string };

/**
 * One probe per data folder. The lock names the process and when it was started, so that one left
 * behind by a killed process, or by another process that has its number now, does not block.
 */
export function lockFolder(folder: string, pid = process.pid): Lock {
  const path = join(folder, 'probe.lock');
  const own = `${pid} ${startOf(pid) ?? 'unknown'}\n`;
  const draft = `${path}.${pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, own, { mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC') throw error;
    rmSync(draft, { force: true });
    return { ok: false, why: 'no_room', by: '' };
  }
  try {
    return take(path, draft, own);
  } finally {
    rmSync(draft, { force: true });
  }
}

function take(path: string, draft: string, own: string): Lock {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryLink(draft, path)) return { ok: true, release: () => release(path, own) };
    const holder = readOr(path);
    if (isAlive(holder)) return { ok: false, why: 'taken', by: holder.trim() };
    clear(path, holder, draft);
  }
  return { ok: false, why: 'taken', by: readOr(path).trim() };
}

/** Moves a dead lock away. What turns out to be another one, taken in between, is put back. */
function clear(path: string, dead: string, draft: string): void {
  const moved = `${draft}.old`;
  try {
    renameSync(path, moved);
  } catch {
    return;
  }
  if (readOr(moved) !== dead) tryLink(moved, path);
  rmSync(moved, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function release(path: string, own: string): void {
  if (readOr(path) === own) rmSync(path, { force: true });
}

function isAlive(holder: string): boolean {
  const [pid = '', start = ''] = holder.trim().split(' ');
  if (!/^\d+$/.test(pid)) return false;
  const now = startOf(Number(pid));
  if (now !== undefined) return now === start;
  return start === 'unknown' && isRunning(Number(pid));
}

/** When a process was started, in ticks since the machine was, with the machine's own start. */
function startOf(pid: number): string | undefined {
  const machine = readOr('/proc/sys/kernel/random/boot_id').trim();
  // The name of the program, in parentheses, may hold anything.
  const fields = readOr(`/proc/${pid}/stat`).split(')').at(-1)?.trim().split(' ') ?? [];
  const ticks = fields[19];
  return ticks ? `${machine}/${ticks}` : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
