import type { Handling, ServiceClock } from '@fengsui/config/contract';

/** How a time limit stands. `soon`: less than a quarter of it is left. */
export type DueState = 'none' | 'running' | 'soon' | 'overdue' | 'paused';

export interface Due {
  state: DueState;
  /** The promise; null where it is the stage that may not last longer. */
  clock: ServiceClock | null;
  /** What is left, or what it is over; ms. */
  ms: number;
}

const isAwaited = ({ state }: ServiceClock): boolean =>
  state === 'running' || state === 'paused' || state === 'overdue';

/** What is due next: a promise, or the end of what a stage may last. */
export function nextDue({ clocks, dueAt }: Pick<Handling, 'clocks' | 'dueAt'>, now: number): Due {
  if (dueAt === null) return { state: 'none', clock: null, ms: 0 };
  const awaited = clocks.filter(isAwaited).sort((a, b) => a.dueAt - b.dueAt);
  const clock = awaited.find((one) => one.dueAt <= dueAt) ?? null;
  if (clock) return { ...clockDue(clock, now), clock };
  return { state: dueAt <= now ? 'overdue' : 'running', clock: null, ms: Math.abs(dueAt - now) };
}

function clockDue({ state, dueAt, withinMs }: ServiceClock, now: number): { state: DueState; ms: number } {
  const left = dueAt - now;
  if (left <= 0) return { state: 'overdue', ms: -left };
  if (state === 'paused') return { state: 'paused', ms: left };
  return { state: left < withinMs / 4 ? 'soon' : 'running', ms: left };
}

/** Where a promise stands, for a bar: shares of 0 to 1 of the time from its start to its end. */
export interface ClockBar {
  state: DueState | 'met' | 'late' | 'void';
  /** How far it has come: until now, or until it was met. */
  done: number;
  /** How much of that was paused. */
  paused: number;
  /** Left or over, ms; 0 once it is settled. */
  ms: number;
}

export function clockBar(clock: ServiceClock, now: number): ClockBar {
  const { startedAt, dueAt, metAt, state, pausedMs } = clock;
  const whole = Math.max(1, dueAt - startedAt);
  const share = (ms: number): number => Math.min(1, Math.max(0, ms / whole));
  const paused = share(pausedMs);
  const done = share((metAt ?? now) - startedAt);
  if (state === 'met' || state === 'late' || state === 'void') return { state, done, paused, ms: 0 };
  return { ...clockDue(clock, now), done, paused };
}
