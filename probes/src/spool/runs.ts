import type { Entry, Mark } from './record.ts';
import type { Span, Spans } from './spans.ts';
import { addSpan } from './spans.ts';

/** Entries that follow each other without a hole: their places start at `at`, their numbers at `from`. */
export interface Run {
  at: number;
  boot: string;
  from: number;
  count: number;
}

/** Adds an entry at the next place to the last run, or begins a new one. Changes `runs`. */
export function extendRuns(runs: Run[], at: number, { boot, seq }: Mark): void {
  const last = runs.at(-1);
  if (last && last.boot === boot && last.from + last.count === seq && last.at + last.count === at) {
    last.count++;
  } else {
    runs.push({ at, boot, from: seq, count: 1 });
  }
}

export function placeOf(runs: readonly Run[], { boot, seq }: Mark): number | undefined {
  const run = runs.find((r) => r.boot === boot && r.from <= seq && seq < r.from + r.count);
  return run && run.at + seq - run.from;
}

export function numberAt(runs: readonly Run[], place: number): Mark | undefined {
  const run = runs.find((r) => r.at <= place && place < r.at + r.count);
  return run && { boot: run.boot, seq: run.from + place - run.at };
}

/** The numbers of one life that are held. */
export function numbersOf(runs: readonly Run[], boot: string): Spans {
  const own = runs.filter((run) => run.boot === boot);
  return own.reduce<Spans>((spans, run) => addSpan(spans, [run.from, run.from + run.count - 1]), []);
}

export function placesOf(runs: readonly Run[]): Span | undefined {
  const first = runs[0];
  const last = runs.at(-1);
  return first && last && [first.at, last.at + last.count - 1];
}

/** An entry and its place in the order in which everything was measured, counted from this start. */
export interface Placed {
  place: number;
  entry: Entry;
}
