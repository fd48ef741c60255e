import type { Metrics } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Draft } from '../spool/ring.ts';
import { deriveEvents, remember } from './derive-events.ts';
import type { ReportEvent, ReportPolicy } from './reduce-report.ts';
import { nothingSent, reduceReport } from './reduce-report.ts';

export interface Pace extends ReportPolicy {
  sampleEveryS: number;
}

export interface SamplerParts {
  /** One round of all checks; never rejects. */
  measure: (signal: AbortSignal) => Promise<Metrics>;
  pace: () => Pace;
  clock: Clock;
  /** Takes what is to be reported. */
  record: (draft: Draft) => void;
}

/** Measures at its own pace, and is heard in time even while a check takes long. */
export interface Sampler {
  start(): void;
  isStarted(): boolean;
  /** Measures now, or answers with the round that is under way. */
  round(): Promise<Metrics>;
  /** Reports what is news in values that were measured outside the rounds. */
  takePart(m: Metrics): void;
  /** Reports a round that was measured before the start. */
  takeRound(m: Metrics): void;
  /** The receiver may know nothing, or the pace has changed. */
  oweAll(): void;
  stop(): void;
}

export function createSampler({ measure, pace, clock, record }: SamplerParts): Sampler {
  const ending = new AbortController();
  let state = nothingSent(clock.elapsed());
  let known: Metrics = {};
  let underWay: Promise<Metrics> | undefined;
  let dueAt = clock.elapsed();
  let isStarted = false;
  let cancelBeat = () => {};
  let cancelRound = () => {};

  function step(event: ReportEvent): void {
    const { state: after, report, wakeAt } = reduceReport(state, event, pace());
    state = after;
    cancelBeat();
    if (ending.signal.aborted) return;
    if (report) record({ ts: clock.now(), m: report.m });
    cancelBeat = clock.after(Math.max(0, wakeAt - clock.elapsed()), () =>
      step({ type: 'beat', at: clock.elapsed() }),
    );
  }

  function take(m: Metrics, isPart: boolean): void {
    for (const { type, data } of deriveEvents(known, m)) record({ ts: clock.now(), type, data });
    known = remember(known, m);
    step({ type: 'sample', at: clock.elapsed(), m, isPart });
  }

  function round(): Promise<Metrics> {
    underWay ??= measure(ending.signal).then((m) => {
      underWay = undefined;
      if (!ending.signal.aborted) take(m, false);
      return m;
    });
    return underWay;
  }

  /** Late rounds are left out, not made up for. */
  function schedule(): void {
    const everyMs = pace().sampleEveryS * 1000;
    dueAt = Math.max(dueAt + everyMs, clock.elapsed());
    cancelRound = clock.after(dueAt - clock.elapsed(), () => {
      void round();
      schedule();
    });
  }

  return {
    isStarted: () => isStarted,
    start() {
      isStarted = true;
      dueAt = clock.elapsed();
      step({ type: 'owe_all' });
      schedule();
    },
    round,
    takePart: (m) => take(m, true),
    takeRound: (m) => take(m, false),
    oweAll: () => step({ type: 'owe_all' }),
    stop() {
      ending.abort();
      cancelBeat();
      cancelRound();
    },
  };
}
