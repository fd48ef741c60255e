import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const NAME = /^(\d{8})\.seg$/;
/** Never written so long: what is longer is no segment of ours. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** The segment files of a folder, by number. Every call may throw what the file system says. */
export interface SegmentFiles {
  /** Ascending. */
  list(): number[];
  read(id: number): Buffer;
  /** Cuts off what was torn. */
  cut(id: number, bytes: number): void;
  /** All or nothing: where the disk takes only a part, that part is taken back. */
  append(id: number, text: string): number;
  remove(id: number): void;
  /** Waits until what was appended last is on the medium. */
  sync(): Promise<void>;
  close(): void;
}

export function openSegmentFiles(folder: string): SegmentFiles {
  let open: { id: number; fd: number } | undefined;
  let isSynced = true;
  const path = (id: number) => join(folder, `${String(id).padStart(8, '0')}.seg`);

  function fdOf(id: number): number {
    if (open?.id === id) return open.fd;
    close();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    open = { id, fd: openSync(path(id), 'a', 0o600) };
    return open.fd;
  }

  function close(): void {
    if (open) closeSync(open.fd);
    open = undefined;
  }

  return {
    list: () => listIds(folder),
    read(id) {
      const bytes = readFileSync(path(id));
      return bytes.subarray(0, MAX_READ_BYTES);
    },
    cut: (id, bytes) => truncateSync(path(id), bytes),
    append(id, text) {
      isSynced = false;
      return appendWhole(fdOf(id), Buffer.from(text));
    },
    remove(id) {
      if (open?.id === id) close();
      rmSync(path(id), { force: true });
    },
    sync: () =>
      new Promise((resolve, reject) => {
        if (!open || isSynced) return resolve();
        isSynced = true;
        fdatasync(open.fd, (error) => (error ? reject(error) : resolve()));
      }),
    close,
  };
}

function listIds(folder: string): number[] {
  try {
    const ids = readdirSync(folder).flatMap((name) => NAME.exec(name)?.[1] ?? []);
    return ids.map(Number).sort((a, b) => a - b);
  } catch {
    return [];
  }
}

function appendWhole(fd: number, bytes: Buffer): number {
  const before = fstatSync(fd).size;
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    ftruncateSync(fd, before);
    throw error;
  }
  return bytes.length;
}
