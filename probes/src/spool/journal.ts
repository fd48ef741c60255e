import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { encodeLine } from './line.ts';
import type { Life } from './record.ts';
import { toJson } from './record.ts';

/**
 * A file in memory (tmpfs) that holds what is not on disk yet. It outlives the process and costs the
 * flash nothing, so that a probe may write to disk rarely and still lose nothing when it is killed.
 * Its first line names the life; as long as that stands, nothing was written that cannot be read
 * again, and the sequence can go on after a kill.
 */
export interface Journal {
  /** Whether entries are kept here, or only the promise. */
  readonly isMirror: boolean;
  /** What the process before this one left. */
  left(): Buffer;
  /** False: it was not kept here, and has to go to disk at once. */
  append(line: string): boolean;
  /** Starts anew with this life and these lines, all or nothing. May throw what the file system says. */
  begin(life: Life, lines: readonly string[]): void;
  /** Takes back the promise that nothing was written that cannot be read again. Never throws. */
  withdraw(): void;
  close(): void;
}

const MAX_BYTES = 2 * 1024 * 1024;

export interface JournalOptions {
  path: string;
  /** False where there is no memory to write to: then only the life is kept, on disk. */
  isMirror: boolean;
}

export function openJournal({ path, isMirror }: JournalOptions): Journal {
  let fd: number | undefined;
  let size = 0;
  let boot: string | undefined;

  function begin(life: Life, lines: readonly string[]): void {
    if (!isMirror && fd !== undefined && life.boot === boot) return;
    const text = encodeLine(toJson({ kind: 'life', life })) + (isMirror ? lines.join('') : '');
    fd = replace(path, text, fd);
    size = Buffer.byteLength(text);
    boot = life.boot;
  }

  function withdraw(): void {
    if (fd !== undefined) closeSync(fd);
    fd = undefined;
    try {
      rmSync(path, { force: true });
    } catch {
      // A folder that went away took the file with it.
    }
  }

  return {
    isMirror,
    left: () => readOwn(path),
    append(line) {
      if (!isMirror || fd === undefined) return false;
      const bytes = Buffer.from(line);
      if (size + bytes.length > MAX_BYTES) return false;
      try {
        if (writeSync(fd, bytes) < bytes.length) throw new Error('short write');
      } catch {
        withdraw();
        return false;
      }
      size += bytes.length;
      return true;
    },
    begin,
    withdraw,
    close() {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

/** Whole or not at all: a kill in between leaves the old one. */
function replace(path: string, text: string, old: number | undefined): number {
  const draft = `${path}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(draft, { force: true });
  const fd = openSync(draft, 'ax', 0o600);
  try {
    if (writeSync(fd, text) < Buffer.byteLength(text)) throw new Error('short write');
    renameSync(draft, path);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  if (old !== undefined) closeSync(old);
  return fd;
}

/** Memory folders are open to everybody: a file of somebody else is not ours to believe. */
function readOwn(path: string): Buffer {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { uid, size } = fstatSync(fd);
      const isOwn = process.getuid === undefined || uid === process.getuid();
      return isOwn && size <= 2 * MAX_BYTES ? readFileSync(fd) : Buffer.alloc(0);
    } finally {
      closeSync(fd);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
