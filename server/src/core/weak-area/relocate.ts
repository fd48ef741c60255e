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
/** … where it takes several areas in, one place is simpler than many: it may explain less, by so much each … */
const COST_OF_AN_AREA = 3;
/** … and so in as many hours as an area is found by. */
const TIMES = 3;

interface Better {
  place: number;
  score: number;
  /** Other areas that are parts of it. */
  others: readonly FoundArea[];
}

/** Moves areas that turned out to lie elsewhere: a village of the township, an amplifier of the village. */
export function relocateFound(parts: JudgeParts, hour: Hour): Report[] {
  return [...parts.found.values()].flatMap((area) =>
    parts.found.get(area.key) === area ? relocate(parts, area, hour) : [],
  );
}

function relocate(parts: JudgeParts, area: FoundArea, hour: Hour): Report[] {
  const { places } = parts;
  const better = betterPlace(parts, area, hour);
  if (better === undefined) {
    if (isWeakNow(parts, area, hour)) area.better = null;
    return [];
  }
  const key = places.keyOf(better.place);
  area.better = { key, times: area.better?.key === key ? area.better.times + 1 : 1 };
  return area.better.times < TIMES ? [] : move(parts, area, better, hour);
}

function isWeakNow({ places }: JudgeParts, { key }: FoundArea, { counts }: Hour): boolean {
  return isWeakHour(counts.of(places.find(key)), counts.all());
}

function betterPlace(parts: JudgeParts, area: FoundArea, hour: Hour): Better | undefined {
  const { places, found } = parts;
  const { counts } = hour;
  const own = places.find(area.key);
  const all = counts.all();
  const least = gainOf(counts.of(own), all);
  let best: Better | undefined;
  for (const place of placesAround(parts, own, counts.weakIn(own))) {
    const count = counts.of(place);
    if (!counts.mayBeWeak(place) || !isWeakHour(count, all) || found.has(places.keyOf(place))) continue;
    const score = scoreOf(places, place, count, all);
    if (score <= least || !isBetter({ place, score }, best)) continue;
    const others = othersAt(parts, area, place, hour);
    if (others && score > barFor(parts, [area, ...others], hour)) best = { place, score, others };
  }
  return best;
}

/** What a place must explain to stand for these areas. */
function barFor({ places }: JudgeParts, areas: readonly FoundArea[], { counts }: Hour): number {
  const sum = areas.reduce((gain, { key }) => gain + gainOf(counts.of(places.find(key)), counts.all()), 0);
  return areas.length === 1
    ? sum * CLEARLY_FACTOR + CLEARLY_MORE
    : sum - COST_OF_AN_AREA * (areas.length - 1);
}

function placesAround({ places }: JudgeParts, own: number, devices: Iterable<number>): Set<number> {
  const around = new Set<number>();
  for (const device of devices)
    for (const place of places.around(device)) if (places.isCandidate(place)) around.add(place);
  around.delete(own);
  return around;
}

/** Other found areas that are parts of a place and weak now; undefined where one is so in part, or is not weak. */
function othersAt(
  parts: JudgeParts,
  area: FoundArea,
  place: number,
  hour: Hour,
): readonly FoundArea[] | undefined {
  const others: FoundArea[] = [];
  for (const other of parts.found.values()) {
    const held = other === area ? 'none' : heldBy(parts, other, place);
    if (held === 'none') continue;
    if (held === 'some' || !isWeakNow(parts, other, hour)) return undefined;
    others.push(other);
  }
  return others;
}

function heldBy({ places }: JudgeParts, { key }: FoundArea, place: number): 'all' | 'some' | 'none' {
  let [inside, outside] = [0, 0];
  for (const device of places.devicesIn(places.find(key))) {
    if (places.holds(place, device)) inside++;
    else outside++;
    if (inside > 0 && outside > 0) return 'some';
  }
  return inside > 0 ? 'all' : 'none';
}

function move(parts: JudgeParts, area: FoundArea, { place, others }: Better, hour: Hour): Report[] {
  const { places, found, weakHours } = parts;
  const { at, from, counts } = hour;
  const key = places.keyOf(place);
  const into = weakKey(key);
  weakHours.rename(area.key, key);
  weakHours.note(key, { from, ...counts.of(place) });
  for (const part of [area, ...others]) found.delete(part.key);
  for (const part of others) weakHours.drop(part.key);
  const since = Math.min(area.since, ...others.map((part) => part.since));
  const moved = { ...area, key, since, better: null };
  found.set(key, moved);
  return [
    { kind: 'moved', at, key: weakKey(area.key), to: into },
    { kind: 'found', at, finding: parts.describe(moved, hour) },
    ...others.map((part) => ({ kind: 'merged', at, key: weakKey(part.key), into }) as const),
  ];
}
