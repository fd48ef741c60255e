const SECONDS = 60;
const SHARE = 0.3;
/** Among fewer devices, a third of them may well be lost by chance. */
const LEAST_DEVICES = 50;

/**
 * Losses of the last minute that no outage explains. When they are a great part of all devices, nothing
 * that they have in common broke, and our own side must be suspected.
 */
export function createMassLoss() {
  const counts = new Int32Array(SECONDS);
  let second = 0;
  let total = 0;

  function pass(at: number): void {
    const now = Math.floor(at / 1000);
    for (let s = Math.max(second + 1, now - SECONDS + 1); s <= now; s++) {
      total -= counts[s % SECONDS] as number;
      counts[s % SECONDS] = 0;
    }
    second = Math.max(second, now);
  }

  function add(at: number, n: number): void {
    pass(at);
    counts[second % SECONDS] = (counts[second % SECONDS] as number) + n;
    total += n;
  }

  return {
    lost: (at: number): void => add(at, 1),
    /** An outage explains so many of them after all. */
    explained: (at: number, n: number): void => add(at, -n),
    /** @param devices how many can be heard at all */
    isMassive(at: number, devices: number): boolean {
      pass(at);
      return devices >= LEAST_DEVICES && total > SHARE * devices;
    },
    reset(): void {
      counts.fill(0);
      total = 0;
    },
  };
}
