/** So much of `n` was weak. */
export interface WeakOf {
  n: number;
  weak: number;
}

/** 95 % of chance lies within so many standard errors. */
const Z95 = 1.96;
/** A smaller difference concerns nobody, however sure it is. */
const LEAST_DIFFERENCE = 0.1;

/**
 * Whether a share differs from a usual one by ten points or more, and by more than chance would bring about
 * among so few (normal approximation of the binomial). A usual share of nothing at all, or of everything, is
 * taken for a little less sure than it looks (Laplace). False where either side is empty.
 */
export function isClearlyOther(share: WeakOf, usual: WeakOf): boolean {
  if (share.n === 0 || usual.n === 0) return false;
  const difference = Math.abs(share.weak / share.n - usual.weak / usual.n);
  const expected = (usual.weak + 1) / (usual.n + 2);
  const error = Math.sqrt((expected * (1 - expected)) / share.n);
  return difference >= LEAST_DIFFERENCE - 1e-9 && difference > Z95 * error;
}
