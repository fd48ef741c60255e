import type { Readable } from 'node:stream';
import type { Gunzip } from 'node:zlib';
import { constants, createGunzip } from 'node:zlib';

/** Why the bytes ended before their end; undefined where they did not. */
export type Torn = string | undefined;

/** Answers whether it wants more. */
type Use = (chunk: Buffer) => Promise<boolean>;

const CHUNK_BYTES = 256 * 1024;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * The bytes of a recording, unpacked where they are packed (by their first two bytes, not by a name).
 * What is cut short or damaged is read as far as it goes; the answer says why it went no further.
 * Asks for more only when what it gave has been used.
 */
export async function readBytes(source: Readable, use: Use): Promise<Torn> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await readHead(chunks);
  const rest = { [Symbol.asyncIterator]: () => chunks };
  if (head.subarray(0, 2).equals(GZIP_MAGIC)) return unpack(head, rest, use);
  if (head.length === 0 || !(await use(head))) return undefined;
  for await (const chunk of rest) if (!(await use(chunk))) break;
  return undefined;
}

async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < GZIP_MAGIC.length) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function unpack(head: Buffer, rest: AsyncIterable<Buffer>, use: Use): Promise<Torn> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_FINISH });
  const fed = feed(gunzip, head, rest);
  fed.catch((error: Error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) if (!(await use(chunk as Buffer))) return undefined;
    await fed;
    return undefined;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    return code === 'Z_BUF_ERROR'
      ? 'the compressed file is cut short'
      : `the compressed file is damaged (${message})`;
  }
}

/** The end is told only after everything else has been unpacked: what a cut file holds is not lost with it. */
async function feed(gunzip: Gunzip, head: Buffer, rest: AsyncIterable<Buffer>): Promise<void> {
  await write(gunzip, head);
  for await (const chunk of rest) await write(gunzip, chunk);
  gunzip.end();
}

function write(gunzip: Gunzip, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    gunzip.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
