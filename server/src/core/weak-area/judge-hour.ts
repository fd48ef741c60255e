import type { Report } from '../incident/finding.ts';
import { findNew } from './find-new.ts';
import { followFound } from './follow.ts';
import type { Hour, JudgeParts } from './hour.ts';
import { relocateFound } from './relocate.ts';

/**
 * What an hour has made of all areas. Found ones come first: their devices are theirs, and what is found
 * anew is found among the others.
 */
export function judgeHour(parts: JudgeParts, hour: Hour): Report[] {
  parts.weakHours.prune(hour.from);
  return [...followFound(parts, hour), ...relocateFound(parts, hour), ...findNew(parts, hour)];
}
