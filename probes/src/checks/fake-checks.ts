import type { Check, CheckOutcome } from './check.ts';
import type { CheckLog } from './outcome-log.ts';

type Step = CheckOutcome | Error | 'hang';

export interface FakeCheck extends Check {
  /** What the next runs come to, the last one for ever. */
  steps: Step[];
  runs: number;
  signals: AbortSignal[];
  /** Lets the runs that hang come to this end. */
  release(outcome: CheckOutcome): void;
}

export function createFakeCheck(name: string, steps: Step[], settings: Partial<Check> = {}): FakeCheck {
  const hanging: ((outcome: CheckOutcome) => void)[] = [];
  const check: FakeCheck = {
    name,
    ...settings,
    steps,
    runs: 0,
    signals: [],
    run: (signal) => {
      check.runs += 1;
      check.signals.push(signal);
      const [step = 'hang', ...later] = check.steps;
      if (later.length > 0) check.steps = later;
      if (step instanceof Error) throw step;
      if (step === 'hang') return new Promise((resolve) => hanging.push(resolve));
      return Promise.resolve(step);
    },
    release: (outcome) => {
      for (const resolve of hanging.splice(0)) resolve(outcome);
    },
  };
  return check;
}

export interface FakeLog extends CheckLog {
  lines: string[];
}

export function createFakeLog(): FakeLog {
  const lines: string[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  };
  return { lines, info: write('info'), warn: write('warn') };
}

/** Time that moves only when it is told to. */
export function createFakeTime() {
  let now = 0;
  let alarms: { atMs: number; then: () => void }[] = [];
  return {
    elapsed: () => now,
    after: (ms: number, then: () => void) => {
      const alarm = { atMs: now + ms, then };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((each) => each !== alarm);
      };
    },
    advance: (ms: number) => {
      now += ms;
      const due = alarms.filter(({ atMs }) => atMs <= now);
      alarms = alarms.filter(({ atMs }) => atMs > now);
      for (const { then } of due) then();
    },
    pending: () => alarms.length,
  };
}
