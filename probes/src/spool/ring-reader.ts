import type { DiskRing } from './disk-ring.ts';
import type { Ledger } from './ledger.ts';
import type { Segment } from './load-spool.ts';
import type { Placed } from './runs.ts';
import { numbersOf, placesOf } from './runs.ts';
import type { Span, Spans } from './spans.ts';
import { hasNumber, minusSpans, touches } from './spans.ts';
import type { Tail } from './tail.ts';

/** Reading goes file by file, so that a long outage is never in memory as a whole. */
export interface RingReader {
  /** What nobody has acknowledged of `all`, oldest first, without what is in `skip`. */
  waiting(all: Span, skip: Spans): Generator<Placed>;
  /** What is held of a life's numbers, ascending. */
  find(boot: string, numbers: Span): Generator<Placed>;
}

export function createRingReader(disk: DiskRing, tail: Tail, ledger: Ledger): RingReader {
  /** What was on disk and cannot be read again is lost: better counted than waited for. */
  function read(segment: Segment): Placed[] {
    const placed = disk.read(segment);
    const held = segment.runs.reduce((sum, run) => sum + run.count, 0);
    if (placed.length < held) giveUpOthers(segment, new Set(placed.map(({ place }) => place)));
    return placed;
  }

  function giveUpOthers({ runs }: Segment, found: ReadonlySet<number>): void {
    const [first, last] = placesOf(runs) ?? [0, -1];
    for (let place = first; place <= last; place++) {
      if (!found.has(place)) ledger.giveUp([place, place]);
    }
  }

  return {
    *waiting(all, skip) {
      const open = minusSpans(ledger.open(all), skip);
      const isWanted = ({ place }: Placed) => hasNumber(open, place);
      for (const segment of [...disk.segments()]) {
        const places = placesOf(segment.runs);
        if (places && touches(open, places)) yield* read(segment).filter(isWanted);
      }
      yield* tail.all().filter(isWanted);
    },
    *find(boot, numbers) {
      const isWanted = ({ entry }: Placed) => entry.boot === boot && hasNumber([numbers], entry.seq);
      for (const segment of [...disk.segments()]) {
        if (touches(numbersOf(segment.runs, boot), numbers)) yield* read(segment).filter(isWanted);
      }
      yield* tail.all().filter(isWanted);
    },
  };
}
