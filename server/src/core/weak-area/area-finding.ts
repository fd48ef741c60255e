import type { Severity, WeakCount, WeakReason, Words } from '@fengsui/config/contract';
import type { Because, Finding } from '../incident/finding.ts';
import type { AreaKey } from './area-hour.ts';
import { scopeOf } from './area-hour.ts';
import type { Ending } from './found-area.ts';
import { hourWords } from './hour-words.ts';
import { ACUTE_SHARE, DAYS_OF_SEVEN, ENTER_SHARE, LEAVE_SHARE, shareOf } from './rule.ts';
import type { WeakHour } from './weak-hours.ts';
import { HOUR_MS } from './weak-hours.ts';

/** A weak area as it stands at the end of an hour. */
export interface AreaTrouble {
  key: AreaKey;
  name: string;
  /** The division that it lies in. */
  area: string;
  reason: WeakReason;
  since: number;
  /** Weak hours of the last seven days. */
  hours: readonly WeakHour[];
  worst: WeakHour;
  count: WeakCount;
  /** Share of weak devices outside. */
  around: number;
  /** How likely its count is by chance, and the logarithm of the likelihood ratio of inside against outside. */
  chance: number;
  gain: number;
  /** Devices there whose hour was left out: rain was over them. */
  inRain: number;
  homes: number;
  population: number;
  devices: readonly string[];
  utcOffsetMs: number;
}

export const weakKey = (area: AreaKey): string => `weak:${area}`;

/** So many homes and the next crew goes there first: section c.5 of the domain notes. */
const MANY_HOMES = 100;

export function areaFinding(trouble: AreaTrouble): Finding {
  const { key, area, since, count, homes, population } = trouble;
  return {
    key: weakKey(key),
    type: 'weak_area',
    scope: scopeOf(key),
    area,
    since,
    severity: severityOf(trouble),
    cause: 'UNKNOWN',
    affected: { lost: count.weak, monitored: count.n, homes, population },
    because: { ...evidenceOf(trouble), words: wordsOf(trouble) },
  };
}

function severityOf({ reason, homes }: AreaTrouble): Severity {
  return reason === 'acute' && homes >= MANY_HOMES ? 'minor' : 'warning';
}

function evidenceOf(trouble: AreaTrouble): Because {
  const { reason, hours, worst, count, around, chance, gain, inRain, devices } = trouble;
  return {
    evidence: reason,
    hours: hours.map((hour) => hour.from),
    hoursOfDay: [...localHours(trouble)].sort((a, b) => a - b),
    weak: count.weak,
    bad: count.bad,
    measured: count.n,
    share: thousandths(shareOf(count)),
    threshold: reason === 'acute' ? ACUTE_SHARE : ENTER_SHARE,
    days: DAYS_OF_SEVEN,
    worst: { from: worst.from, n: worst.n, weak: worst.weak, bad: worst.bad },
    around: thousandths(around),
    chance: Number(chance.toPrecision(2)),
    likelihood: Math.round(gain * 10) / 10,
    /** Rain: who is under it does not count, and it does not come at the same hour on three days. */
    notRain: { leftOut: inRain, because: reason === 'acute' ? 'no_common_fall' : 'same_hour_of_days' },
    devices: [...devices],
  };
}

function localHours({ hours, utcOffsetMs }: AreaTrouble): ReadonlySet<number> {
  return new Set(hours.map(({ from }) => localHour(from, utcOffsetMs)));
}

const localHour = (from: number, utcOffsetMs: number): number =>
  Math.floor((from + utcOffsetMs) / HOUR_MS) % 24;

function wordsOf(trouble: AreaTrouble): Words {
  const { name, reason, worst, count, around } = trouble;
  const { n, weak } = reason === 'acute' ? count : worst;
  const [share, usual] = [percent(weak / n), percent(around)];
  if (reason === 'acute')
    return {
      zh: `${name}一小时内${n}台有测量的设备中${weak}台信号弱（${share}，门限${percent(ACUTE_SHARE)}，周边${usual}）`,
      en: `${name}: within one hour ${weak} of ${n} measured devices were weak (${share}, limit ${percent(ACUTE_SHARE)}, around it ${usual})`,
    };
  const when = hourWords(localHours(trouble));
  return {
    zh: `${name}${when.zh}信号弱，最差一小时${n}台有测量的设备中${weak}台（${share}，门限${percent(ENTER_SHARE)}，周边${usual}），7天内同一时段至少${DAYS_OF_SEVEN}天`,
    en: `${name} is weak ${when.en}: in the worst hour ${weak} of ${n} measured devices (${share}, limit ${percent(ENTER_SHARE)}, around it ${usual}), at the same hour on ${DAYS_OF_SEVEN} days of 7 or more`,
  };
}

/** The evidence of an end. */
export function endEvidence(name: string, ending: Ending, calm: { hours: number; from: number }): Because {
  const limit = percent(LEAVE_SHARE);
  const words: Words =
    ending === 'calm_for_a_day'
      ? {
          zh: `${name}信号恢复：连续${calm.hours}个有足够测量的小时弱信号占比低于${limit}`,
          en: `${name} is back: below ${limit} weak for ${calm.hours} hours in a row that were measured well enough`,
        }
      : {
          zh: `${name}一周内没有足够的测量，不再作为弱区，是否恢复未知`,
          en: `${name} was not measured well enough for a week: no longer told as weak, whether it is back is unknown`,
        };
  return { ended: ending, calmHours: calm.hours, calmFrom: calm.from, leaveBelow: LEAVE_SHARE, words };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const thousandths = (x: number): number => Math.round(x * 1_000) / 1_000;
