import type { Report } from '../incident/finding.ts';
import { endEvidence, weakKey } from './area-finding.ts';
import type { FoundArea } from './found-area.ts';
import { endingOf, hadWeakHour, isWorthTelling, passHour } from './found-area.ts';
import type { Hour, JudgeParts } from './hour.ts';
import { isWeakHour } from './rule.ts';
import { hoursOfDay } from './weak-hours.ts';

/** What the hour says of areas that are weak already: that they still are, that they are over, or nothing. */
export function followFound(parts: JudgeParts, hour: Hour): Report[] {
  return [...parts.found.values()].flatMap((area) => follow(parts, area, hour));
}

function follow(parts: JudgeParts, area: FoundArea, hour: Hour): Report[] {
  const { places, weakHours } = parts;
  const { counts, from, at } = hour;
  const count = counts.of(places.find(area.key));
  if (!isWeakHour(count, counts.all())) {
    passHour(area, hour, count);
    return end(parts, area, hour);
  }
  weakHours.note(area.key, { from, ...count });
  hadWeakHour(area, from);
  if (!isWorthTelling(area, count, hoursOfDay(weakHours.of(area.key)).size)) return [];
  return [{ kind: 'found', at, finding: parts.describe(area, hour) }];
}

function end({ found, weakHours, nameOf }: JudgeParts, area: FoundArea, { from, at }: Hour): Report[] {
  const ending = endingOf(area, hoursOfDay(weakHours.of(area.key)), from);
  if (ending === undefined) return [];
  found.delete(area.key);
  const because = endEvidence(nameOf(area.key), ending, area.calm);
  return [{ kind: 'gone', at, key: weakKey(area.key), because }];
}
