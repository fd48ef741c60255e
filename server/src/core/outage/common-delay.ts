const SECONDS = 10;
/** Upper ends of the classes of delay, ms; what is in the first is no delay. */
const CLASSES = [
  500, 1_000, 1_500, 2_500, 4_000, 6_000, 10_000, 15_000, 25_000, 40_000, 60_000, 600_000,
] as const;
/** Fewer messages say nothing of everybody. */
const ENOUGH = 8;

/**
 * How late messages of the whole fleet arrive now: the median of the last seconds, rounded up. What
 * delays everybody is a queue on the way, and nobody's silence. It changes once a second, so that the
 * order of messages within it does not matter.
 */
export function createCommonDelay() {
  const counts = Array.from({ length: SECONDS }, () => new Int32Array(CLASSES.length));
  let second = 0;
  let delayMs = 0;

  function enter(now: number): void {
    delayMs = median();
    for (let s = Math.max(second + 1, now - SECONDS + 1); s <= now; s++) counts[s % SECONDS]?.fill(0);
    second = now;
  }

  function median(): number {
    const totals = CLASSES.map((_, i) => counts.reduce((sum, ofSecond) => sum + (ofSecond[i] as number), 0));
    const all = totals.reduce((sum, n) => sum + n, 0);
    let below = 0;
    const place = totals.findIndex((n) => (below += n) * 2 >= all);
    return all < ENOUGH || place <= 0 ? 0 : (CLASSES[place] as number);
  }

  return {
    seen(at: number, delay: number): void {
      const now = Math.floor(at / 1_000);
      if (now > second) enter(now);
      const place = CLASSES.findIndex((end) => delay <= end);
      const ofSecond = counts[second % SECONDS] as Int32Array;
      const cell = place < 0 ? CLASSES.length - 1 : place;
      ofSecond[cell] = (ofSecond[cell] as number) + 1;
    },
    ms: (): number => delayMs,
  };
}
