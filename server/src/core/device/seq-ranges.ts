/** Sequence numbers `from` to `to`, both included. */
export type SeqRange = readonly [from: number, to: number];

/** Beyond this many holes the oldest is given up, so that a hostile sender costs no memory. */
const MAX_RANGES = 32;

export function hasSeq(ranges: readonly SeqRange[], seq: number): boolean {
  // From the newest: what comes is mostly newer than all that has come.
  for (let i = ranges.length - 1; i >= 0; i--) {
    const [from, to] = ranges[i] as SeqRange;
    if (seq > to) return false;
    if (seq >= from) return true;
  }
  return false;
}

/** Adds one number; mostly it is the next one. */
export function addSeq(ranges: readonly SeqRange[], seq: number): readonly SeqRange[] {
  const last = ranges.at(-1);
  if (last === undefined || seq <= last[1]) return addRange(ranges, [seq, seq]);
  if (seq > last[1] + 1) return giveUpOldest([...ranges, [seq, seq]]);
  if (ranges.length === 1) return [[last[0], seq]];
  const longer = ranges.slice();
  longer[ranges.length - 1] = [last[0], seq];
  return longer;
}

/** Adds a range; what touches becomes one. Ranges stay in order and apart from each other. */
export function addRange(ranges: readonly SeqRange[], [from, to]: SeqRange): readonly SeqRange[] {
  const last = ranges.at(-1);
  if (last && from === last[1] + 1) return [...ranges.slice(0, -1), [last[0], to]];
  const before = ranges.filter((range) => range[1] < from - 1);
  const after = ranges.filter((range) => range[0] > to + 1);
  const touching = ranges.filter((range) => range[1] >= from - 1 && range[0] <= to + 1);
  const low = Math.min(from, ...touching.map((range) => range[0]));
  const high = Math.max(to, ...touching.map((range) => range[1]));
  return giveUpOldest([...before, [low, high], ...after]);
}

function giveUpOldest(ranges: readonly SeqRange[]): readonly SeqRange[] {
  const [first, second] = ranges;
  if (ranges.length <= MAX_RANGES || !first || !second) return ranges;
  return [[first[0], second[1]], ...ranges.slice(2)];
}

/** The holes between what has come. */
export function holes(ranges: readonly SeqRange[]): SeqRange[] {
  return ranges.slice(1).map((range, i) => [(ranges[i]?.[1] ?? 0) + 1, range[0] - 1] as const);
}
