import type { Clock } from '../clock.ts';
import type { Check, CheckOutcome } from './check.ts';

export interface Run {
  /** Never rejects, and comes in time whatever the check does. */
  outcome: Promise<CheckOutcome>;
  /** When the check itself has come to its end, which may be much later. */
  settled: Promise<void>;
}

/** Runs a check for at most `ms`; then, or when `outer` is aborted, it is told to stop and not waited for. */
export function runWithin(check: Check, ms: number, outer: AbortSignal, clock: Pick<Clock, 'after'>): Run {
  const controller = new AbortController();
  const run = attempt(check, controller.signal);
  const outcome = new Promise<CheckOutcome>((resolve) => {
    const finish = (result: CheckOutcome) => {
      cancel();
      outer.removeEventListener('abort', stopped);
      resolve(result);
    };
    const stop = (why: string) => {
      controller.abort();
      finish({ kind: 'failed', why });
    };
    const stopped = () => stop('stopped');
    const cancel = clock.after(ms, () => stop(`no answer within ${ms / 1000} s`));
    outer.addEventListener('abort', stopped, { once: true });
    void run.then(finish);
    if (outer.aborted) stopped();
  });
  return { outcome, settled: run.then(() => undefined) };
}

async function attempt(check: Check, signal: AbortSignal): Promise<CheckOutcome> {
  try {
    return await check.run(signal);
  } catch (error) {
    return { kind: 'failed', why: `threw ${error instanceof Error ? error.message : String(error)}` };
  }
}
