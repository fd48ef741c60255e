const WINDOW_MS = 10 * 60_000;
/** How long after the last message, by how many there have been within the window: none, one, two. */
const GAPS_MS = [0, 30_000, 150_000] as const;

/** No more than these to one person within ten minutes, however much happens. */
export const MAX_MESSAGES = GAPS_MS.length;

/**
 * When one more message may go to a person: the first at once, the next after half a minute, the one
 * after that two and a half minutes later. `sent` is oldest first.
 */
export function nextAllowedAt(sent: readonly number[], at: number): number {
  const last = sent.at(-1);
  if (last === undefined) return at;
  let soonest = Infinity;
  GAPS_MS.forEach((gap, within) => {
    const leaving = sent.at(-1 - within);
    const alone = leaving === undefined ? at : leaving + WINDOW_MS;
    soonest = Math.min(soonest, Math.max(at, alone, last + gap));
  });
  return soonest;
}

/** Whether the last of these times, oldest first, is longer ago than the window. */
export function isQuietLately(times: readonly number[], at: number): boolean {
  const last = times.at(-1);
  return last === undefined || last + WINDOW_MS <= at;
}
