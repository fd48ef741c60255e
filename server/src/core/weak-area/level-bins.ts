/** How often each level occurred, in bins of a fifth of its unit: small, added up exactly, and enough for quantiles. */
export type LevelBins = Map<number, number>;

const BINS_PER_UNIT = 5;

export function binsOf(levels: Iterable<number>): LevelBins {
  const bins: LevelBins = new Map();
  for (const level of levels) addLevel(bins, level);
  return bins;
}

export function addLevel(bins: LevelBins, level: number): void {
  const bin = Math.floor(level * BINS_PER_UNIT + 1e-6);
  bins.set(bin, (bins.get(bin) ?? 0) + 1);
}

export function addBins(into: LevelBins, more: LevelBins): void {
  for (const [bin, count] of more) into.set(bin, (into.get(bin) ?? 0) + count);
}

/** The level below which the share `q` lies, spread evenly within its bin; null of nothing. */
export function quantile(bins: LevelBins, q: number): number | null {
  const sorted = [...bins].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let left = q * total;
  for (const [bin, count] of sorted) {
    if (left <= count) return rounded((bin + left / count) / BINS_PER_UNIT);
    left -= count;
  }
  return null;
}

const rounded = (x: number): number => Math.round(x * 100) / 100;

/** `bin*count` in order, each bin as its distance from the one before, a count of 1 left out. */
export function encodeBins(bins: LevelBins): string {
  let before = 0;
  const parts = [...bins]
    .sort(([a], [b]) => a - b)
    .map(([bin, count]) => {
      const step = bin - before;
      before = bin;
      return count === 1 ? `${step}` : `${step}*${count}`;
    });
  return parts.join(' ');
}

export function decodeBins(text: string): LevelBins {
  const bins: LevelBins = new Map();
  let bin = 0;
  for (const part of text === '' ? [] : text.split(' ')) {
    const [step, count = '1'] = part.split('*');
    bin += Number(step);
    bins.set(bin, Number(count));
  }
  return bins;
}
