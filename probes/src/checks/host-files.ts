import type { FileHandle } from 'node:fs/promises';
import { open, readdir } from 'node:fs/promises';
import type { FileText } from './host.ts';

const MAX_NAMES = 1_024;

/** Files under /proc and /sys tell no size, and may answer in parts. */
export async function readFileText(path: string, maxBytes: number): Promise<FileText> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return { ok: true, text: await readUpTo(file, maxBytes) };
  } catch (error) {
    return { ok: false, code: errorCode(error) };
  } finally {
    await file?.close();
  }
}

async function readUpTo(file: FileHandle, maxBytes: number): Promise<string> {
  const buffer = Buffer.allocUnsafe(maxBytes);
  let length = 0;
  while (length < maxBytes) {
    const { bytesRead } = await file.read(buffer, length, maxBytes - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.toString('utf8', 0, length);
}

export async function listFolder(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort().slice(0, MAX_NAMES);
  } catch {
    return [];
  }
}

/** The system's code of an error, e.g. ENOENT. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
