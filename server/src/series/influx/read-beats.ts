import type { Beat, DeviceWindow, SilencesQuery } from '../port.ts';
import { createSilenceFinder } from '../silences.ts';
import type { Row } from './client.ts';
import { timeOf } from './rows.ts';
import type { AskWindow } from './rows.ts';
import { beatsQueries, timesQueries } from './queries.ts';

/** Beats of one instant have nanoseconds of their own, which are not in the answer: they share their `ts`. */
export async function readBeats(ask: AskWindow, window: DeviceWindow): Promise<Beat[]> {
  for (let limit = window.limit; ; limit *= 2) {
    const answers = await ask(beatsQueries, { ...window, limit });
    const { rows, isWhole } = inOrder(answers, limit);
    const beats = distinct(rows.map(toBeat));
    // The same sample may be in both measurements: then there may be more of others.
    if (isWhole || beats.length >= window.limit) return beats.slice(0, window.limit);
  }
}

const toBeat = (row: Row): Beat => ({
  ts: timeOf(row),
  boot: String(row['boot']),
  seq: Number(row['seq']),
});

function distinct(beats: readonly Beat[]): Beat[] {
  const seen = new Set<string>();
  return beats.filter(({ boot, seq }) => {
    const name = `${boot}/${seq}`;
    return !seen.has(name) && seen.add(name);
  });
}

const TIMES_AT_ONCE = 10_000;

export async function readSilences(ask: AskWindow, query: SilencesQuery): Promise<[number, number][]> {
  const finder = createSilenceFinder(query);
  for (let from = query.from; ;) {
    const answers = await ask(timesQueries, { ...query, from, limit: TIMES_AT_ONCE });
    const { rows, isWhole } = inOrder(answers, TIMES_AT_ONCE);
    for (const row of rows) finder.heard(timeOf(row));
    if (isWhole) return finder.end();
    if (finder.found().length >= query.limit) return finder.found();
    // The last millisecond may have been cut in two; times that are told again change nothing.
    from = Math.max(from + 1, timeOf(rows.at(-1) ?? {}));
  }
}

/** Rows of several measurements as one list, up to where the first of them was cut off at `limit`. */
function inOrder(answers: readonly Row[][], limit: number): { rows: Row[]; isWhole: boolean } {
  const cut = answers.filter((rows) => rows.length >= limit).map((rows) => timeOf(rows.at(-1) ?? {}));
  const until = Math.min(...cut);
  const rows = answers
    .flat()
    .filter((row) => timeOf(row) <= until)
    .sort((a, b) => timeOf(a) - timeOf(b));
  return { rows, isWhole: cut.length === 0 };
}
