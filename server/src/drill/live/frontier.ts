/** What has been sent and not been acknowledged yet, oldest first. */
export interface Frontier {
  /** Takes note of something sent; call the answer when it is acknowledged. */
  sent(at: number): () => void;
  /** The time of the oldest that is not acknowledged; undefined if there is none. */
  oldest(): number | undefined;
  open(): number;
  acknowledged(): number;
}

interface Sent {
  at: number;
  isDone: boolean;
}

const COMPACT_AT = 4_096;

export function createFrontier(): Frontier {
  const queue: Sent[] = [];
  let first = 0;
  let open = 0;
  let acknowledged = 0;

  function forgetDone(): void {
    while (queue[first]?.isDone) first++;
    if (first < COMPACT_AT) return;
    queue.splice(0, first);
    first = 0;
  }

  return {
    sent(at) {
      const sent = { at, isDone: false };
      queue.push(sent);
      open++;
      return () => {
        if (sent.isDone) return;
        sent.isDone = true;
        open--;
        acknowledged++;
        forgetDone();
      };
    },
    oldest: () => queue[first]?.at,
    open: () => open,
    acknowledged: () => acknowledged,
  };
}
