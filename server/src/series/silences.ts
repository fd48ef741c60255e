import type { SilencesQuery } from './port.ts';

/** The silences of a window, given the times of its samples in order. */
export function silencesBetween(times: Iterable<number>, query: SilencesQuery): [number, number][] {
  const { from, to, longerThanMs, limit } = query;
  const found: [number, number][] = [];
  let last = from;
  const heard = (at: number) => {
    if (at - last > longerThanMs && found.length < limit) found.push([last, at]);
    last = at;
  };
  for (const at of times) heard(at);
  if (to > from) heard(to);
  return found;
}
