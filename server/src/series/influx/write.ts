import type { JournalMark } from '../port.ts';
import type { InfluxClient } from './client.ts';
import type { Lines } from './encoder.ts';
import { InfluxRefusal, droppedPoints } from './errors.ts';
import { MARKS, tagValue } from './names.ts';

/** So many samples make one request: well below what servers and proxies take, and soon prepared. */
const SAMPLES_AT_ONCE = 2_500;
const REQUESTS_AT_ONCE = 2;
const HOUR_MS = 3_600_000;
const NEW_LINE = 10;

/** Answers how many samples were refused for good. */
export async function writeLines(client: InfluxClient, { bytes, ends }: Lines): Promise<number> {
  let refused = 0;
  let next = 0;
  async function writeOn(): Promise<void> {
    while (next < ends.length) {
      const from = next;
      next = Math.min(from + SAMPLES_AT_ONCE, ends.length);
      const count = await writeOrHalve(client, { bytes, ends }, from, next);
      refused += count;
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: REQUESTS_AT_ONCE }, writeOn));
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return refused;
}

/**
 * Where the server refuses some samples, it is asked for each half, down to the ones that are bad. What
 * it has stored already is written again: a refusal does not say that everything else is safe.
 */
async function writeOrHalve(client: InfluxClient, lines: Lines, from: number, to: number): Promise<number> {
  const body = lines.bytes.subarray(lines.ends[from - 1] ?? 0, lines.ends[to - 1]);
  try {
    await client.write(body);
    return 0;
  } catch (error) {
    if (!(error instanceof InfluxRefusal)) throw error;
    if (to - from === 1 || droppedPoints(error) === pointsIn(body)) return to - from;
    const middle = (from + to) >> 1;
    const first = await writeOrHalve(client, lines, from, middle);
    return first + (await writeOrHalve(client, lines, middle, to));
  }
}

/** A text value may hold line breaks of its own: at worst all is asked for again. */
const pointsIn = (body: Buffer): number => body.reduce((count, byte) => count + Number(byte === NEW_LINE), 0);

/**
 * One point an hour and journal, overwritten until the hour is over: few points, and none so old that
 * the database's retention would drop it.
 */
export async function writeMark(client: InfluxClient, mark: JournalMark, now: number): Promise<void> {
  const hour = now - (now % HOUR_MS);
  await client.write(
    Buffer.from(`${MARKS},journal=${tagValue(mark.journal)} position=${mark.offset} ${hour}000000`),
  );
}
