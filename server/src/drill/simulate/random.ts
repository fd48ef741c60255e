// Randomness without state: every draw is a function of a key and a number. What one device draws does
// not depend on how many others there are, or on what a scenario does to them.

/** Mixes two numbers to 32 bits, 0 … 2³²−1 (the finalizer of MurmurHash3 over a Weyl step). */
export function mix(key: number, n: number): number {
  let h = (key + Math.imul(n | 0, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const RANGE = 2 ** 32;

/** A share of 1: 0 included, 1 not. */
export const draw = (key: number, n: number): number => mix(key, n) / RANGE;

/** A whole number of `from` … `to`, both included. */
export const drawBetween = (key: number, n: number, from: number, to: number): number =>
  from + Math.floor(draw(key, n) * (to - from + 1));

/** FNV-1a, for keys out of names. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A copy in an order that `key` decides. */
export function shuffled<T>(items: readonly T[], key: number): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = drawBetween(key, i, 0, i);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

/** `size` quantiles of a lognormal distribution, so that a draw is one look-up. */
export function lognormalTable(size: number, median: number, sigma: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => median * Math.exp(sigma * probit((i + 0.5) / size)));
}

/** The normal quantile: Abramowitz and Stegun 26.2.23, right to 4.5e-4. */
function probit(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const z = t - top / bottom;
  return p < 0.5 ? -z : z;
}
