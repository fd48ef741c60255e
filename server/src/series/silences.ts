import type { SilencesQuery } from './port.ts';

export interface SilenceFinder {
  /** Times in order. */
  heard(at: number): void;
  found(): [number, number][];
  /** The silences of the whole window, now that all its times were told. */
  end(): [number, number][];
}

export function createSilenceFinder({ from, to, longerThanMs, limit }: SilencesQuery): SilenceFinder {
  const found: [number, number][] = [];
  let last = from;
  const heard = (at: number) => {
    if (at - last > longerThanMs && found.length < limit) found.push([last, at]);
    last = at;
  };
  return {
    heard,
    found: () => found,
    end() {
      if (to > from) heard(to);
      return found;
    },
  };
}

/** The silences of a window, given the times of its samples in order. */
export function silencesBetween(times: Iterable<number>, query: SilencesQuery): [number, number][] {
  const finder = createSilenceFinder(query);
  for (const at of times) finder.heard(at);
  return finder.end();
}
