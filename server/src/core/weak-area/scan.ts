import type { WeakCount } from '@fengsui/config/contract';

type Count = Pick<WeakCount, 'n' | 'weak'>;

/**
 * What is taken to stand around any area besides what is measured there: a fleet of which one device in
 * fifty is weak. It decides where hardly anything else is measured, and nothing where much is.
 */
const KNOWN: Count = { n: 200, weak: 4 };

function outside(inside: Count, all: Count): Count {
  return { n: all.n - inside.n + KNOWN.n, weak: all.weak - inside.weak + KNOWN.weak };
}

/** The share that is weak around an area. */
export function shareAround(inside: Count, all: Count): number {
  const { n, weak } = outside(inside, all);
  return weak / n;
}

/**
 * Kulldorff's scan statistic (1997, Bernoulli): how much better two shares, one inside and one outside,
 * explain who is weak than one share for all; natural logarithm of the likelihood ratio, 0 where it is not
 * weaker inside.
 */
export function gainOf(inside: Count, all: Count): number {
  const around = outside(inside, all);
  if (inside.n === 0 || inside.weak * around.n <= around.weak * inside.n) return 0;
  const both = { n: inside.n + around.n, weak: inside.weak + around.weak };
  return likelihood(inside) + likelihood(around) - likelihood(both);
}

/** Of `weak` out of `n` at the share that fits them best. */
const likelihood = ({ n, weak }: Count): number => part(weak, n) + part(n - weak, n);

const part = (x: number, n: number): number => (x === 0 ? 0 : x * Math.log(x / n));

/** Above this the sum of the tail is not worth its work, and a bound on it does. */
const EXACT_UP_TO = 500;

/** How likely `weak` or more of `n` are weak where each is with the chance `p` (0 < p < 1). */
export function chanceOf({ n, weak }: Count, p: number): number {
  if (weak <= n * p) return 1;
  if (n > EXACT_UP_TO) return Math.exp(-divergence(weak / n, p) * n);
  let term = Math.exp(logBinomial(n, weak) + weak * Math.log(p) + (n - weak) * Math.log(1 - p));
  let sum = term;
  for (let k = weak; k < n && term > 0; k++) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
    sum += term;
  }
  return Math.min(1, sum);
}

function logBinomial(n: number, k: number): number {
  let log = 0;
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  return log;
}

/** Of two shares (Kullback and Leibler); Chernoff's bound is its exponential. */
function divergence(share: number, p: number): number {
  const weak = share * Math.log(share / p);
  return share < 1 ? weak + (1 - share) * Math.log((1 - share) / (1 - p)) : weak;
}
