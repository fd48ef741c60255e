import type { WeakReason } from '@fengsui/config/contract';
import type { Report } from '../incident/finding.ts';
import type { AreaCounts } from './area-counts.ts';
import { weakKey } from './area-finding.ts';
import { isBetter, scoreOf } from './choose.ts';
import type { FoundArea } from './found-area.ts';
import { newFound } from './found-area.ts';
import type { Hour, JudgeParts } from './hour.ts';
import { DAYS_OF_SEVEN, isAcuteHour, isWeakHour } from './rule.ts';

/** What is left to be explained. */
interface Rest {
  all: AreaCounts;
  unfallen: AreaCounts;
}

interface Called {
  place: number;
  reason: WeakReason;
}

interface Candidate {
  place: number;
  /** Undefined while it is no more than a weak hour. */
  reason: WeakReason | undefined;
  score: number;
}

/**
 * Finds areas among the devices that no found area holds: of all places that are weak the one that explains the hour
 * best, then of the devices that are left the next, until nothing is left to explain. A place that explains best
 * and does not satisfy the rule yet is waited for: its devices are no evidence of what lies around it.
 */
export function findNew(parts: JudgeParts, hour: Hour): Report[] {
  const { places, found } = parts;
  const rest = { all: hour.counts.fresh(), unfallen: hour.unfallen.fresh() };
  for (const key of found.keys()) take(rest, places.find(key));
  const reports: Report[] = [];
  let left = weakPlaces(parts, rest.all, hour);
  while (left.length > 0) {
    const candidates = left.flatMap((place) => candidateAt(parts, rest, hour, place) ?? []);
    const best = bestOf(candidates);
    if (!best) break;
    const { place, reason } = best;
    if (reason) reports.push(...call(parts, { place, reason }, rest.all, hour));
    take(rest, place);
    left = candidates.map((candidate) => candidate.place);
  }
  return reports;
}

function take({ all, unfallen }: Rest, place: number): void {
  all.take(place);
  unfallen.take(place);
}

/** All places of which this is a weak hour; it is noted of each. */
function weakPlaces({ places, weakHours }: JudgeParts, rest: AreaCounts, { from }: Hour): number[] {
  const weak: number[] = [];
  const all = rest.all();
  for (let place = 0; place < rest.size; place++) {
    if (!rest.mayBeWeak(place) || !places.isCandidate(place)) continue;
    const count = rest.of(place);
    if (!isWeakHour(count, all)) continue;
    weakHours.note(places.keyOf(place), { from, ...count });
    weak.push(place);
  }
  return weak;
}

function candidateAt(
  { places, weakHours }: JudgeParts,
  rest: Rest,
  { from }: Hour,
  place: number,
): Candidate | undefined {
  const [count, all] = [rest.all.of(place), rest.all.all()];
  if (!rest.all.mayBeWeak(place) || !isWeakHour(count, all)) return undefined;
  const isRepeated = weakHours.sameHour(places.keyOf(place), from) >= DAYS_OF_SEVEN;
  const score = scoreOf(places, place, count, all);
  const atOnce = isAcute(rest, place) ? 'acute' : undefined;
  return { place, score, reason: isRepeated ? 'same_hour_of_days' : atOnce };
}

/** Levels that fell together are told as such, and may be rain: one hour of that alone is no weak area. */
function isAcute({ all, unfallen }: Rest, place: number): boolean {
  return isAcuteHour(all.of(place), all.all()) && isAcuteHour(unfallen.of(place), unfallen.all());
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) if (isBetter(candidate, best)) best = candidate;
  return best;
}

/** What was found inside of it is a part of it, and is known by it from now on. */
function call(parts: JudgeParts, { place, reason }: Called, rest: AreaCounts, hour: Hour): Report[] {
  const { places, weakHours, found } = parts;
  const { at, from } = hour;
  const key = places.keyOf(place);
  forgetAround(parts, place, rest);
  const inside = [...found.values()].filter((area) => isInside(parts, area, place));
  const first = reason === 'acute' ? from : (weakHours.of(key)[0]?.from ?? from);
  const since = Math.min(first, ...inside.map((part) => part.since));
  for (const part of inside) {
    found.delete(part.key);
    weakHours.drop(part.key);
  }
  const area = newFound({ key, reason, since, worst: { from, ...rest.of(place) } }, from);
  found.set(key, area);
  const [moved, ...merged] = inside.map((part) => weakKey(part.key));
  const into = weakKey(key);
  return [
    ...(moved === undefined ? [] : [{ kind: 'moved', at, key: moved, to: into } as const]),
    { kind: 'found', at, finding: parts.describe(area, hour) },
    ...merged.map((part) => ({ kind: 'merged', at, key: part, into }) as const),
  ];
}

/** Hours that were weak because of these devices are explained, and are no evidence of what lies around. */
function forgetAround({ places, weakHours, found }: JudgeParts, place: number, rest: AreaCounts): void {
  for (const device of rest.weakIn(place)) {
    for (const around of places.around(device)) {
      const key = places.keyOf(around);
      if (around !== place && !found.has(key)) weakHours.drop(key);
    }
  }
}

function isInside({ places }: JudgeParts, { key }: FoundArea, place: number): boolean {
  let size = 0;
  for (const device of places.devicesIn(places.find(key))) {
    if (!places.holds(place, device)) return false;
    size++;
  }
  return size > 0;
}
