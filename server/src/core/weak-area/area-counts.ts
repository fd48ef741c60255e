import type { WeakCount } from '@fengsui/config/contract';
import type { Verdict } from './device-hours.ts';
import { VERDICT } from './device-hours.ts';
import type { Places } from './places.ts';

/** Device-hours of one hour by place. */
export interface AreaCounts {
  /** How many places there were. */
  readonly size: number;
  of(place: number): WeakCount;
  /** Cheap, for those who look at all of them: five devices or more, two of them and a fifth weak. */
  mayBeWeak(place: number): boolean;
  /** All devices, wherever they are. */
  all(): WeakCount;
  /** Takes the devices of a place out of all places that they are in. */
  take(place: number): void;
  /** Those of a place that were weak and have not been taken away. */
  weakIn(place: number): Generator<number>;
  /** The same counts with nothing taken away. */
  fresh(): AreaCounts;
}

export interface CountParts {
  places: Places;
  verdict(device: number): Verdict;
  /** No device from this number on has a verdict. */
  devices: number;
}

const LEAST_DEVICES = 5;
const LEAST_WEAK = 2;
const ONE_IN = 5;

/** A walk over all devices, and one over all places from below: what is below counts above. */
export function countAreas({ places, verdict, devices }: CountParts): AreaCounts {
  const size = places.size();
  const counts = new Int32Array(size * 3);
  const all = { n: 0, weak: 0, bad: 0 };

  const put = (place: number, found: Verdict): void => {
    if (place < 0) return;
    counts[place * 3] = (counts[place * 3] ?? 0) + 1;
    if (found >= VERDICT.weak) counts[place * 3 + 1] = (counts[place * 3 + 1] ?? 0) + 1;
    if (found === VERDICT.bad) counts[place * 3 + 2] = (counts[place * 3 + 2] ?? 0) + 1;
  };

  for (let device = 0; device < devices; device++) {
    const found = verdict(device);
    if (found === VERDICT.none) continue;
    put(places.nodeOf(device), found);
    put(places.divisionOf(device), found);
    all.n++;
    if (found >= VERDICT.weak) all.weak++;
    if (found === VERDICT.bad) all.bad++;
  }
  for (let place = size - 1; place >= 0; place--) {
    const above = places.above(place);
    if (above < 0) continue;
    for (let i = 0; i < 3; i++)
      counts[above * 3 + i] = (counts[above * 3 + i] ?? 0) + (counts[place * 3 + i] ?? 0);
  }
  return countsFrom({ places, verdict }, counts, all);
}

function countsFrom(
  { places, verdict }: Pick<CountParts, 'places' | 'verdict'>,
  whole: Int32Array,
  wholeSum: WeakCount,
): AreaCounts {
  const counts = whole.slice();
  const all = { ...wholeSum };
  const taken = new Set<number>();

  function takeOne(device: number): void {
    const found = verdict(device);
    if (found === VERDICT.none || taken.has(device)) return;
    taken.add(device);
    const [weak, bad] = [found >= VERDICT.weak ? 1 : 0, found === VERDICT.bad ? 1 : 0];
    for (const place of places.around(device)) {
      counts[place * 3] = (counts[place * 3] ?? 0) - 1;
      counts[place * 3 + 1] = (counts[place * 3 + 1] ?? 0) - weak;
      counts[place * 3 + 2] = (counts[place * 3 + 2] ?? 0) - bad;
    }
    all.n--;
    all.weak -= weak;
    all.bad -= bad;
  }

  return {
    size: counts.length / 3,
    of: (place) => ({
      n: counts[place * 3] ?? 0,
      weak: counts[place * 3 + 1] ?? 0,
      bad: counts[place * 3 + 2] ?? 0,
    }),
    mayBeWeak(place) {
      const n = counts[place * 3] ?? 0;
      const weak = counts[place * 3 + 1] ?? 0;
      return n >= LEAST_DEVICES && weak >= LEAST_WEAK && weak * ONE_IN >= n;
    },
    all: () => all,
    take(place) {
      for (const device of places.devicesIn(place)) takeOne(device);
    },
    *weakIn(place) {
      for (const device of places.devicesIn(place))
        if (!taken.has(device) && verdict(device) >= VERDICT.weak) yield device;
    },
    fresh: () => countsFrom({ places, verdict }, whole, wholeSum),
  };
}
