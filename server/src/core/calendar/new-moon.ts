/** Sine terms of the moon's and the sun's anomalies: days, and multiples of M, M', F and the node. */
const TERMS: readonly (readonly [days: number, m: number, moon: number, f: number, node: number])[] = [
  [-0.4072, 0, 1, 0, 0],
  [0.17241, 1, 0, 0, 0],
  [0.01608, 0, 2, 0, 0],
  [0.01039, 0, 0, 2, 0],
  [0.00739, -1, 1, 0, 0],
  [-0.00514, 1, 1, 0, 0],
  [0.00208, 2, 0, 0, 0],
  [-0.00111, 0, 1, -2, 0],
  [-0.00057, 0, 1, 2, 0],
  [0.00056, 1, 2, 0, 0],
  [-0.00042, 0, 3, 0, 0],
  [0.00042, 1, 0, 2, 0],
  [0.00038, 1, 0, -2, 0],
  [-0.00024, -1, 2, 0, 0],
  [-0.00017, 0, 0, 0, 1],
];
/** Terms of the planets, as days at an angle and its step from one new moon to the next. */
const PLANETS: readonly (readonly [days: number, angle: number, step: number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
];

const MONTH_DAYS = 29.530_588_861;
/** The new moon that is counted as 0: 2000-01-06T18:14 TD, in days since 1970-01-01. */
const FIRST = 2_451_550.097_66 - 2_440_587.5;
/** What the earth is behind even time in these decades. */
const DELTA_T_DAYS = 72 / 86_400;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/**
 * The new moon nearest to a time, both in days since 1970-01-01 UTC; good to a minute or two from 2000 to 2050
 * (Meeus, Astronomical Algorithms, chapter 49, with its greater terms). What the table of holidays is held against.
 */
export function newMoonNear(days: number): number {
  const k = Math.round((days - FIRST) / MONTH_DAYS);
  const t = k / 1_236.85;
  const e = 1 - 0.002516 * t;
  const m = 2.5534 + 29.1053567 * k;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const f = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const node = 124.7746 - 1.56375588 * k;
  const main = TERMS.map(
    ([size, a, b, c, d]) => size * e ** Math.abs(a) * sine(a * m + b * moon + c * f + d * node),
  );
  const planets = PLANETS.map(([size, angle, step]) => size * sine(angle + step * k));
  const off = [...main, ...planets].reduce((sum, term) => sum + term, 0);
  return FIRST + MONTH_DAYS * k + 0.00015437 * t * t + off - DELTA_T_DAYS;
}
