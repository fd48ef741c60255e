import { HOUR_KINDS, dayKindOf, onDayKind } from '../calendar/site-hours.ts';
import { FEEDS } from './metrics.ts';

/**
 * The shape of the day that devices of one feed have in common: how far they are, by the median, from their
 * own levels over all hours. It is what is usual for a device that has not been seen at an hour yet.
 */
export interface ClassShapes {
  /** A device in the hour that comes to its end: its level less its own over all hours, dB. */
  add(feed: number, off: number): void;
  /** Ends the hour. @param memory so many hours of its kind count */
  endHour(hourKind: number, memory: number): void;
  /** dB; undefined while nothing is known. A kind of day that was never seen borrows of the kinds before it. */
  off(feed: number, hourKind: number): number | undefined;
  keep(): KeptShapes;
  restore(kept: KeptShapes): void;
}

/** Hundredths of a dB; hours that stand behind it. */
export type KeptShapes = readonly (readonly [feed: number, hourKind: number, off: number, count: number])[];

/** Fewer devices have no common shape. */
const LEAST_DEVICES = 5;
/** A histogram, because half a million numbers need not be sorted for their median. */
const BINS = 256;
const BINS_A_DB = 10;

export function createClassShapes(): ClassShapes {
  const bins = new Int32Array(FEEDS.length * BINS);
  const devices = new Int32Array(FEEDS.length);
  const offs = new Float64Array(FEEDS.length * HOUR_KINDS);
  const counts = new Uint8Array(FEEDS.length * HOUR_KINDS);

  function median(feed: number): number {
    let left = (devices[feed] ?? 0) / 2;
    for (let bin = 0; bin < BINS; bin++) {
      const count = bins[feed * BINS + bin] ?? 0;
      if (left <= count && count > 0) return (bin + left / count - BINS / 2) / BINS_A_DB;
      left -= count;
    }
    return 0;
  }

  function learn(feed: number, hourKind: number, memory: number): void {
    const place = feed * HOUR_KINDS + hourKind;
    const [off = 0, count = 0] = [offs[place], counts[place]];
    offs[place] = off + (median(feed) - off) / Math.min(count + 1, memory);
    counts[place] = Math.min(count + 1, memory);
  }

  return {
    add(feed, off) {
      const bin = Math.floor(off * BINS_A_DB) + BINS / 2;
      const place = feed * BINS + Math.min(Math.max(bin, 0), BINS - 1);
      bins[place] = (bins[place] ?? 0) + 1;
      devices[feed] = (devices[feed] ?? 0) + 1;
    },
    endHour(hourKind, memory) {
      FEEDS.forEach((_, feed) => {
        if ((devices[feed] ?? 0) >= LEAST_DEVICES) learn(feed, hourKind, memory);
      });
      bins.fill(0);
      devices.fill(0);
    },
    off(feed, hourKind) {
      for (let kind = dayKindOf(hourKind); kind >= 0; kind--) {
        const place = feed * HOUR_KINDS + onDayKind(hourKind, kind);
        if ((counts[place] ?? 0) > 0) return offs[place];
      }
      return undefined;
    },
    keep: () =>
      FEEDS.flatMap((_, feed) =>
        Array.from({ length: HOUR_KINDS }, (_hour, hourKind) => {
          const place = feed * HOUR_KINDS + hourKind;
          return [feed, hourKind, Math.round((offs[place] ?? 0) * 100), counts[place] ?? 0] as const;
        }).filter(([, , , count]) => count > 0),
      ),
    restore(kept) {
      for (const [feed, hourKind, off, count] of kept) {
        if (feed >= FEEDS.length || hourKind >= HOUR_KINDS) continue;
        offs[feed * HOUR_KINDS + hourKind] = off / 100;
        counts[feed * HOUR_KINDS + hourKind] = count;
      }
    },
  };
}
