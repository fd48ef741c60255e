import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends part by part, no faster than the client takes it, and stops reading when the client has gone. The
 * first part is awaited before anything is sent, so that what fails at once is answered as a problem.
 */
export async function sendCsv(response: Response, parts: AsyncIterable<string>): Promise<void> {
  const reading = parts[Symbol.asyncIterator]();
  const first = await reading.next();
  response.type('text/csv; charset=utf-8').set('cache-control', 'no-store');
  try {
    await pipeline(Readable.from(resumed(first, reading)), response);
  } catch {
    // Too late for another answer: that the connection ends early tells the client.
    response.destroy();
  }
}

async function* resumed(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let part = first; !part.done; part = await rest.next()) yield part.value;
  } finally {
    await rest.return?.();
  }
}

/** One line; texts that need it are quoted. */
export function csvLine(...cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvTime = (ts: number): string => new Date(ts).toISOString();
