import type { Detector } from '../detector.ts';
import { messageDelayMs } from '../message-delay.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';

/** Looked at over so many messages; one device with an odd clock is no lag. */
const WINDOW = 100;
const TOO_LATE_MS = 15_000;
const IN_TIME_MS = 5_000;
/** Most of the window must be late before it counts, and hardly any before it is over. */
const MOST = 0.6;
const HARDLY_ANY = 0.1;
/** With nothing arriving, nothing lags. */
const QUIET_MS = 60_000;

/**
 * Messages that arrive long after they were sent: what they tell is the past, and whoever has not been
 * heard may just be waiting in the queue. Until it is worked off, nobody is judged.
 */
export function createLagDetector(): Detector {
  /** 0 in time, 1 neither, 2 late; the last so many messages. */
  const ring = new Uint8Array(WINDOW);
  const counts: [number, number, number] = [WINDOW, 0, 0];
  let next = 0;
  let isBehind = false;
  let lastAt = 0;

  function note(delayMs: number): void {
    const grade = delayMs >= TOO_LATE_MS ? 2 : delayMs > IN_TIME_MS ? 1 : 0;
    const old = ring[next] as 0 | 1 | 2;
    counts[old]--;
    counts[grade]++;
    ring[next] = grade;
    next = (next + 1) % WINDOW;
  }

  function change(to: boolean, at: number): readonly Report[] {
    isBehind = to;
    return [{ kind: to ? 'blind' : 'sighted', at, because: 'ingest_lag' }];
  }

  return {
    observe(observed) {
      const delay = messageDelayMs(observed);
      if (delay === undefined) return NOTHING_TO_REPORT;
      const { at } = observed;
      lastAt = at;
      // A whole fleet that seems to be slow at once is a queue.
      note(delay);
      if (!isBehind && counts[2] >= MOST * WINDOW) return change(true, at);
      if (isBehind && counts[2] + counts[1] <= HARDLY_ANY * WINDOW) return change(false, at);
      return NOTHING_TO_REPORT;
    },
    nextWakeAt: () => (isBehind ? lastAt + QUIET_MS : undefined),
    advance(at) {
      ring.fill(0);
      counts.splice(0, 3, WINDOW, 0, 0);
      return change(false, at);
    },
  };
}
