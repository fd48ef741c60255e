import type { JournalMark, StoredSample } from '../port.ts';
import { isStorable } from '../stored-value.ts';
import type { InfluxClient } from './client.ts';
import { InfluxRefusal, droppedPoints } from './errors.ts';
import { MARKS, isSpeakable, pointsOf } from './points.ts';

/** So many samples make one request: well below what servers and proxies take, and soon prepared. */
const SAMPLES_AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;

/** Answers how many samples were refused for good. */
export async function writeSamples(client: InfluxClient, samples: readonly StoredSample[]): Promise<number> {
  const speakable = samples.filter((sample) => isStorable(sample) && isSpeakable(sample));
  let refused = samples.length - speakable.length;
  for (let from = 0; from < speakable.length; from += SAMPLES_AT_ONCE) {
    refused += await writeOrHalve(client, speakable.slice(from, from + SAMPLES_AT_ONCE));
  }
  return refused;
}

/**
 * Where the server refuses some samples, it is asked for each half, down to the ones that are bad. What
 * it has stored already is written again: a refusal does not say that everything else is safe.
 */
async function writeOrHalve(client: InfluxClient, samples: readonly StoredSample[]): Promise<number> {
  const points = samples.flatMap(pointsOf);
  try {
    await client.write(points);
    return 0;
  } catch (error) {
    if (!(error instanceof InfluxRefusal)) throw error;
    if (samples.length === 1 || droppedPoints(error) === points.length) return samples.length;
    const half = samples.length >> 1;
    const first = await writeOrHalve(client, samples.slice(0, half));
    return first + (await writeOrHalve(client, samples.slice(half)));
  }
}

/**
 * One point an hour and journal, overwritten until the hour is over: few points, and none so old that
 * the database's retention would drop it.
 */
export async function writeMark(client: InfluxClient, mark: JournalMark, now: number): Promise<void> {
  const hour = now - (now % HOUR_MS);
  const point = {
    measurement: MARKS,
    tags: { journal: mark.journal },
    fields: { position: mark.offset },
    timestamp: `${hour}000000`,
  };
  await client.write([point]);
}
