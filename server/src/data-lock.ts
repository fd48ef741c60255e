import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './listen.ts';

/** Two servers on one data folder would tear it apart: the second is told and does not start. */
export function lockData(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartupError(`the data folder ${folder} cannot be made: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const file = join(folder, 'server.pid');
  if (!tryLock(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (isOther(pid)) {
      throw new StartupError(
        `the data folder ${folder} is in use by process ${pid}; stop it, or set FENGSUI_DATA`,
      );
    }
    writeFileSync(file, String(process.pid));
  }
  return () => rmSync(file, { force: true });
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new StartupError(`the data folder cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A process that was killed leaves its number behind; in a container the next one has the same. */
function isOther(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
