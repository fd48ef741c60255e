import type { Report } from '../incident/finding.ts';
import { weakKey } from './area-finding.ts';
import { isBetter, scoreOf } from './choose.ts';
import type { FoundArea } from './found-area.ts';
import type { Hour, JudgeParts } from './hour.ts';
import { isWeakHour } from './rule.ts';
import { gainOf } from './scan.ts';

/** Another place must explain an hour so much better: by a fifth, and by odds of twenty to one … */
const CLEARLY_FACTOR = 1.2;
const CLEARLY_MORE = 3;
/** … and so in as many hours as an area is found by. */
const TIMES = 3;

/** Moves areas that turned out to lie elsewhere: a village of the township, an amplifier of the village. */
export function relocateFound(parts: JudgeParts, hour: Hour): Report[] {
  return [...parts.found.values()].flatMap((area) => relocate(parts, area, hour));
}

function relocate(parts: JudgeParts, area: FoundArea, hour: Hour): Report[] {
  const { places } = parts;
  const place = betterPlace(parts, area, hour);
  if (place === undefined) {
    if (isWeakHour(hour.counts.of(places.find(area.key)), hour.counts.all())) area.better = null;
    return [];
  }
  const key = places.keyOf(place);
  area.better = { key, times: area.better?.key === key ? area.better.times + 1 : 1 };
  return area.better.times < TIMES ? [] : move(parts, area, place, hour);
}

function betterPlace(parts: JudgeParts, area: FoundArea, { counts }: Hour): number | undefined {
  const { places, found } = parts;
  const own = places.find(area.key);
  const all = counts.all();
  const bar = gainOf(counts.of(own), all) * CLEARLY_FACTOR + CLEARLY_MORE;
  let best: { place: number; score: number } | undefined;
  for (const place of placesAround(parts, own, counts.weakIn(own))) {
    const count = counts.of(place);
    if (!counts.mayBeWeak(place) || !isWeakHour(count, all) || found.has(places.keyOf(place))) continue;
    const candidate = { place, score: scoreOf(places, place, count, all) };
    if (candidate.score > bar && isBetter(candidate, best)) best = candidate;
  }
  return best && !touchesOthers(parts, area, best.place) ? best.place : undefined;
}

function placesAround({ places }: JudgeParts, own: number, devices: Iterable<number>): Set<number> {
  const around = new Set<number>();
  for (const device of devices)
    for (const place of places.around(device)) if (places.isCandidate(place)) around.add(place);
  around.delete(own);
  return around;
}

function touchesOthers({ places, found }: JudgeParts, area: FoundArea, place: number): boolean {
  return [...found.values()].some((other) => {
    if (other === area) return false;
    for (const device of places.devicesIn(places.find(other.key)))
      if (places.holds(place, device)) return true;
    return false;
  });
}

function move(parts: JudgeParts, area: FoundArea, place: number, hour: Hour): Report[] {
  const { places, found, weakHours } = parts;
  const { at, from, counts } = hour;
  const to = places.keyOf(place);
  const key = weakKey(area.key);
  weakHours.rename(area.key, to);
  weakHours.note(to, { from, ...counts.of(place) });
  found.delete(area.key);
  const moved = { ...area, key: to, better: null };
  found.set(to, moved);
  return [
    { kind: 'moved', at, key, to: weakKey(to) },
    { kind: 'found', at, finding: parts.describe(moved, hour) },
  ];
}
