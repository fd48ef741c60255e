import type { Json } from '@fengsui/config/contract';

/**
 * How often a healthy device misses a beat, by kind of device: now (minutes), lately (an hour) and at
 * this hour of the week. It is learnt from beats that came, and from misses that turned out to be the
 * device's own affair: a neighbour was heard, or the device itself. A miss that may be an outage is not
 * counted while that is open, so an outage never passes itself off as ordinary.
 */
export interface MissRates {
  /** A beat was judged: it came, or its loss concerned nobody else. */
  judged(kind: number, at: number): void;
  /** A loss concerned nobody else: the beat was late (stage 1), or lost (stage 2). */
  lapsed(kind: number, stage: 1 | 2, at: number): void;
  /** The chance that a healthy device's beat has not come by the stage's time. */
  rate(kind: number, stage: 1 | 2, at: number): number;
  keep(): Json;
  restore(kept: Json): void;
}

/** judged, late, lost */
type Counts = [number, number, number];

interface KindRates {
  /** What was counted since the last second. */
  fresh: Counts;
  fast: Counts;
  slow: Counts;
}

const FAST_MS = 120_000;
const SLOW_MS = 3_600_000;
const HOUR_MS = 3_600_000;
const HOURS = 168;
const STEP_MS = 1_000;
/** A new week counts an eighth. */
const WEEKLY_KEEP = 7 / 8;

/** Until something is learnt: one beat of a hundred is lost, one more is late. */
const PRIOR: readonly [late: number, lost: number] = [0.02, 0.01];
/** How many beats the slower knowledge is worth to the faster one. */
const PRIOR_WEIGHT = 200;
const SLOW_WEIGHT = 100;
/** An hour of the week speaks when it has seen so many beats. */
const HOUR_NEEDS = 200;
const LOWEST = 0.001;
const HIGHEST = 0.9;

export function createMissRates(kinds: number, utcOffsetMs: number): MissRates {
  const rates: KindRates[] = Array.from({ length: kinds }, () => ({
    fresh: [0, 0, 0],
    fast: [0, 0, 0],
    slow: [0, 0, 0],
  }));
  const hours: Counts[][] = Array.from({ length: kinds }, () =>
    Array.from({ length: HOURS }, (): Counts => [0, 0, 0]),
  );
  let steppedAt = -Infinity;
  let hourNumber = -1;

  const of = (kind: number): KindRates => rates[kind] as KindRates;

  function step(at: number): void {
    if (at - steppedAt < STEP_MS) return;
    const fastKeep = Math.exp(-(at - steppedAt) / FAST_MS);
    const slowKeep = Math.exp(-(at - steppedAt) / SLOW_MS);
    enterHour(Math.floor((at + utcOffsetMs) / HOUR_MS));
    rates.forEach(({ fresh, fast, slow }, kind) => {
      const hour = hours[kind]?.[hourNumber % HOURS] as Counts;
      for (let i = 0; i < 3; i++) {
        const seen = fresh[i] as number;
        fast[i] = (fast[i] as number) * fastKeep + seen;
        slow[i] = (slow[i] as number) * slowKeep + seen;
        hour[i] = (hour[i] as number) + seen;
        fresh[i] = 0;
      }
    });
    steppedAt = at;
  }

  function enterHour(number: number): void {
    if (number === hourNumber) return;
    hourNumber = number;
    for (const ofKind of hours) {
      const hour = ofKind[number % HOURS] as Counts;
      for (let i = 0; i < 3; i++) hour[i] = (hour[i] as number) * WEEKLY_KEEP;
    }
  }

  /** What this hour of the week says, or what one knows without having seen anything. */
  function usual(kind: number, stage: 1 | 2): number {
    const hour = hours[kind]?.[Math.max(hourNumber, 0) % HOURS] as Counts;
    return hour[0] >= HOUR_NEEDS ? hour[stage] / hour[0] : (PRIOR[stage - 1] ?? 0);
  }

  return {
    judged(kind, at) {
      step(at);
      of(kind).fresh[0]++;
    },
    lapsed(kind, stage, at) {
      step(at);
      of(kind).fresh[stage]++;
    },
    rate(kind, stage, at) {
      step(at);
      const { fresh, fast, slow } = of(kind);
      const lately =
        (slow[stage] + fresh[stage] + PRIOR_WEIGHT * usual(kind, stage)) /
        (slow[0] + fresh[0] + PRIOR_WEIGHT);
      const now = (fast[stage] + fresh[stage] + SLOW_WEIGHT * lately) / (fast[0] + fresh[0] + SLOW_WEIGHT);
      return Math.min(Math.max(now, LOWEST), HIGHEST);
    },
    keep: () => ({ hours: hours.map((ofKind) => ofKind.map((counts) => counts.map(Math.round))) }),
    restore(kept) {
      const { hours: before } = kept as { hours: number[][][] };
      before.forEach((ofKind, kind) => {
        ofKind.forEach((counts, hour) => {
          const mine = hours[kind]?.[hour];
          if (mine) counts.forEach((n, i) => (mine[i] = n));
        });
      });
    },
  };
}
