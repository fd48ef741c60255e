import type { OnCallAnswer } from '@fengsui/config/contract';

/** Who is on duty, and why, from a time to a later one, which is no longer part of it; ms UTC. */
export interface Span {
  from: number;
  /** Infinity where nothing ends it. */
  to: number;
  person: string | undefined;
  because: OnCallAnswer['because'];
}

/** Of one team: ten years of daily turns, in less than half a megabyte. */
const MAX_KEPT = 4_000;

/** Keeps what was found, so that a time of a known turn costs no more than looking for it. */
export function rememberSpans(find: (at: number) => Span): (at: number) => Span {
  let kept: Span[] = [];
  return (at) => {
    const index = firstEndingAfter(kept, at);
    const near = kept[index];
    if (near && near.from <= at) return near;
    const found = find(at);
    // Two times with the same end before them lie in the same span, of which more is known now.
    if (near?.to === found.to) near.from = at;
    else if (kept.length >= MAX_KEPT) kept = [found];
    else kept.splice(index, 0, found);
    return found;
  };
}

function firstEndingAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
