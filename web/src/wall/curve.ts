import type { GapReason, LinkState, SeriesAnswer } from '@fengsui/config/contract';

export type CurvePoint = readonly [at: number, value: number | string];
export type CurveGap = readonly [from: number, to: number, why: GapReason];

/** A metric over time: what the store had, and what has come live since. */
export interface Curve {
  points: readonly CurvePoint[];
  gaps: readonly CurveGap[];
  /** Seconds that each stored point stands for; 0 where points are as measured. */
  step: number;
}

/** More live points than this are not gathered: the next reading from the store replaces them. */
const MAX_LIVE_POINTS = 2_000;

export function curveOf({ points, gaps, step }: Pick<SeriesAnswer, 'points' | 'gaps' | 'step'>): Curve {
  return { points, gaps, step };
}

/** With one more value, heard at `at`; the same curve if it is not newer than what is there. */
export function extended(curve: Curve, at: number, value: number | string | boolean | null): Curve {
  const last = curve.points.at(-1);
  if (value === null || (last && at <= last[0])) return curve;
  const stored = typeof value === 'boolean' ? Number(value) : value;
  const points = [...curve.points, [at, stored] as const];
  return { ...curve, points: points.length > MAX_SERIES ? points.slice(-MAX_SERIES) : points };
}
const MAX_SERIES = 5_000 + MAX_LIVE_POINTS;

/** What lies between `from` and `to`; one point before it is kept, so that the line enters the window. */
export function windowed(curve: Curve, from: number, to: number): Curve {
  const first = Math.max(0, curve.points.findIndex(([at]) => at >= from) - 1);
  const late = curve.points.at(-1);
  return {
    ...curve,
    points: late && late[0] < from ? [] : curve.points.slice(first),
    gaps: curve.gaps.filter(([start, end]) => end > from && start < to),
  };
}

const SILENT: Partial<Record<LinkState, GapReason>> = {
  OFFLINE: 'no_contact',
  STANDBY: 'announced',
  BLIND: 'blind',
};

/** The gap that is going on now, which the store cannot know to be over. */
export function openGap(
  link: LinkState,
  lastSeenAt: number | null,
  now: number,
  gaps: readonly CurveGap[],
): readonly CurveGap[] {
  const why = SILENT[link];
  if (!why || lastSeenAt === null || lastSeenAt >= now) return gaps;
  const before = gaps.filter(([, end]) => end <= lastSeenAt);
  return [...before, [lastSeenAt, now, why]];
}
