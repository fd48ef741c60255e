import type { ResendArgs } from '@fengsui/config/contract';
import type { Ring } from '../spool/ring.ts';
import type { Placed } from '../spool/runs.ts';
import type { Span, Spans } from '../spool/spans.ts';
import { addSpan, hasNumber, withoutSpans } from '../spool/spans.ts';
import type { Batch } from './hist-batch.ts';
import { nextBatch } from './hist-batch.ts';
import type { Sender } from './wire.ts';

/** What the acknowledgement of a `resend` says; `missing` are numbers that are no longer there. */
export interface ResendResult {
  sent: number;
  missing: Span[];
}

/** One answer to a `resend`, a batch at a time. */
export interface Resend {
  next(maxBytes: number): Batch | undefined;
  /** The last batch was acknowledged. */
  delivered(batch: Batch): void;
  result(): ResendResult;
}

const MAX_MISSING = 1_000;

/**
 * What had been delivered when it was asked for again is sent again; what had not is on its way
 * already. Numbers of the present life that were not given yet are not missing.
 */
export function createResend(ring: Ring, sender: Sender, { boot, from, to }: ResendArgs): Resend {
  const last = boot === ring.boot ? Math.min(to, ring.next() - 1) : to;
  const deliveredBefore = ring.settled();
  let start = from;
  let sent: Spans = [];
  let count = 0;

  function* again(): Generator<Placed> {
    if (start > last) return;
    for (const placed of ring.find(boot, [start, last])) {
      if (hasNumber(deliveredBefore, placed.place)) yield placed;
    }
  }

  function held(): Spans {
    let spans = sent;
    for (const { entry } of ring.find(boot, [from, last])) spans = addSpan(spans, [entry.seq, entry.seq]);
    return spans;
  }

  return {
    next: (maxBytes) => nextBatch(sender, again(), maxBytes),
    delivered({ placed }) {
      for (const { entry } of placed) {
        sent = addSpan(sent, [entry.seq, entry.seq]);
        start = entry.seq + 1;
        count++;
      }
    },
    result: () => ({
      sent: count,
      missing: from > last ? [] : withoutSpans([from, last], held()).slice(0, MAX_MISSING),
    }),
  };
}
