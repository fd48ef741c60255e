import type { Trend } from '@fengsui/config/contract';

/** Fewer weeks than this say nothing of a trend. */
const LEAST_WEEKS = 4;
/** Over the whole time it must have changed by so much: less concerns nobody, however steady it is. */
const LEAST_CHANGE = 0.02;
/** Student's t, two-sided 95 %, for 1 to 10 degrees of freedom; beyond, the value for so many that it hardly changes. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];
const T95_MANY = 2.2;

/**
 * Where a share goes from week to week: the slope of the least squares, where it is more than chance would
 * bring about. Weeks without a share (null) are left out, and keep their place in time.
 */
export function trendOf(weeks: readonly (number | null)[]): Trend {
  const points = weeks.flatMap((share, week) => (share === null ? [] : [[week, share] as const]));
  if (points.length < LEAST_WEEKS) return 'too_short';
  const { slope, error } = slopeOf(points);
  const degrees = points.length - 2;
  const isSure = Math.abs(slope) > (T95[degrees - 1] ?? T95_MANY) * error;
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  if (!isSure || Math.abs(slope) * (last - first) < LEAST_CHANGE - 1e-9) return 'steady';
  return slope > 0 ? 'rising' : 'falling';
}

/** Of a straight line through points with different x; `error` is the standard error of its slope. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): { slope: number; error: number } {
  const n = points.length;
  const meanOf = (part: 0 | 1): number => points.reduce((sum, point) => sum + point[part], 0) / n;
  const [x0, y0] = [meanOf(0), meanOf(1)];
  const sum = (part: (x: number, y: number) => number): number =>
    points.reduce((all, [x, y]) => all + part(x - x0, y - y0), 0);
  const spread = sum((x) => x * x);
  const slope = sum((x, y) => x * y) / spread;
  const residual = sum((x, y) => (y - slope * x) ** 2);
  return { slope, error: Math.sqrt(residual / (n - 2) / spread) };
}
