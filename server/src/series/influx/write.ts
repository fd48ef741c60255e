import type { JournalMark, Written } from '../port.ts';
import type { InfluxClient } from './client.ts';
import type { Lines } from './encoder.ts';
import { InfluxRefusal, droppedPoints } from './errors.ts';
import { MARKS, tagValue } from './names.ts';

/** So many samples make one request: well below what servers and proxies take, and soon prepared. */
const SAMPLES_AT_ONCE = 2_500;
const REQUESTS_AT_ONCE = 2;
const HOUR_MS = 3_600_000;
const NEW_LINE = 10;
const MAX_NAME_BYTES = 256;
const NONE_REFUSED: Written = { refused: 0 };

/** Answers how many samples were refused for good. */
export async function writeLines(client: InfluxClient, { bytes, ends }: Lines): Promise<Written> {
  const written: Written = { refused: 0 };
  let next = 0;
  async function writeOn(): Promise<void> {
    while (next < ends.length) {
      const from = next;
      next = Math.min(from + SAMPLES_AT_ONCE, ends.length);
      const { refused, refusal } = await writeOrHalve(client, { bytes, ends }, from, next);
      written.refused += refused;
      if (refusal !== undefined) written.refusal = refusal;
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: REQUESTS_AT_ONCE }, writeOn));
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return written;
}

/**
 * Where the server refuses some samples, it is asked for each half, down to the ones that are bad. What
 * it has stored already is written again: a refusal does not say that everything else is safe.
 */
async function writeOrHalve(client: InfluxClient, lines: Lines, from: number, to: number): Promise<Written> {
  const body = lines.bytes.subarray(lines.ends[from - 1] ?? 0, lines.ends[to - 1]);
  try {
    await client.write(body);
    return NONE_REFUSED;
  } catch (error) {
    if (!(error instanceof InfluxRefusal)) throw error;
    if (to - from === 1 || droppedPoints(error) === pointsIn(body))
      return { refused: to - from, refusal: `${seriesOf(body)}: ${error.message}` };
    const middle = (from + to) >> 1;
    const first = await writeOrHalve(client, lines, from, middle);
    const second = await writeOrHalve(client, lines, middle, to);
    return { ...first, ...second, refused: first.refused + second.refused };
  }
}

/** Measurement and device of the first line; a name holds no space. */
const seriesOf = (body: Buffer): string => body.toString('utf8', 0, MAX_NAME_BYTES).split(' ', 1)[0] ?? '';

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
