/** A part that wants to be called at times of its own. */
export interface Waker<Fact> {
  nextWakeAt(): number | undefined;
  /** Called with its own due time. */
  advance(at: number): readonly Fact[];
}

/**
 * Calls everybody who is due by `until` in the order of their due times, so that what is decided does
 * not depend on how often somebody looks at the clock. Of one instant, the first in the list goes first.
 * @param wakersNow who is there to be called; asked each time, because what is decided may change it
 * @param notBefore what was due before this is called with this: nothing is decided in the past
 */
export function runDue<Fact>(
  wakersNow: () => readonly Waker<Fact>[],
  until: number,
  sink: (facts: readonly Fact[]) => void,
  notBefore = -Infinity,
): void {
  for (let next = soonest(wakersNow(), until); next; next = soonest(wakersNow(), until)) {
    sink(next.waker.advance(Math.max(next.at, notBefore)));
  }
}

function soonest<Fact>(wakers: readonly Waker<Fact>[], until: number) {
  let found: { waker: Waker<Fact>; at: number } | undefined;
  for (const waker of wakers) {
    const at = waker.nextWakeAt();
    if (at !== undefined && at <= until && (found === undefined || at < found.at)) found = { waker, at };
  }
  return found;
}
