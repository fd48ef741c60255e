// Randomness for simulated quarters and recordings: every draw is a function of its numbers.

/** 0 included, 1 not; the finaliser of MurmurHash3. */
export function draw(...numbers: number[]): number {
  let h = 0x5bd1e995;
  for (const n of numbers) {
    h = Math.imul(h ^ (n | 0), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return (h >>> 0) / 2 ** 32;
}

/** A standard normal deviate, near enough: of twelve draws. */
export function deviate(...numbers: number[]): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += draw(i, ...numbers);
  return sum;
}
