import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Clock } from '../clock.ts';
import { createTextWriter } from './text-writer.ts';

/** A killed recorder loses what came within this time, ms. */
const FLUSH_EVERY_MS = 500;

export interface RecordingFile {
  write(line: string): void;
  /** Resolves when there is room for more; rejects when nothing can be written any more. */
  settle(): Promise<void>;
  /** Rejects as soon as nothing can be written any more; resolves after `end`. */
  readonly closed: Promise<void>;
  end(): Promise<void>;
}

/** A new file, packed if its name ends in `.gz`; rejects with `EEXIST` where there is one already. */
export async function createRecordingFile(path: string, clock: Clock): Promise<RecordingFile> {
  const handle = await open(path, 'wx');
  const file = handle.createWriteStream();
  const gzip = path.endsWith('.gz') ? createGzip() : undefined;
  const sink: Writable = gzip ?? file;
  const closed = gzip
    ? pipeline(gzip, file)
    : new Promise<void>((resolve, reject) => {
        file.on('error', reject);
        file.on('close', resolve);
      });
  closed.catch(() => undefined);
  const writer = createTextWriter(sink);

  async function flush(): Promise<void> {
    await writer.flush();
    gzip?.flush(constants.Z_SYNC_FLUSH);
  }

  const stopFlushing = clock.every(FLUSH_EVERY_MS, () => void flush().catch(() => undefined));
  return {
    write: writer.line,
    settle: writer.settle,
    closed,
    async end() {
      stopFlushing();
      await writer.flush();
      sink.end();
      await closed;
    },
  };
}
