import type { Span, Spans } from './spans.ts';
import { addSpan, countOf, withoutSpans } from './spans.ts';

/** Which places need no more care: acknowledged, or lost. */
export interface Ledger {
  settled(): Spans;
  /** Acknowledged by the broker. */
  confirm(places: Span): void;
  /** No longer there. What was not acknowledged counts as dropped. */
  giveUp(places: Span): void;
  /** Of these places, those that still wait. */
  open(places: Span): Spans;
  /** Lost before they were acknowledged, ever. */
  dropped(): number;
  /** The last place before the first that waits; undefined where the very first one waits. */
  watermark(): number | undefined;
}

export function createLedger(start: { settled: Spans; dropped: number }): Ledger {
  let { settled, dropped } = start;
  return {
    settled: () => settled,
    confirm(places) {
      settled = addSpan(settled, places);
    },
    giveUp(places) {
      dropped += countOf(withoutSpans(places, settled));
      settled = addSpan(settled, places);
    },
    open: (places) => withoutSpans(places, settled),
    dropped: () => dropped,
    watermark() {
      const first = settled[0];
      return first?.[0] === 0 ? first[1] : undefined;
    },
  };
}
