import type { OutboxMessage } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';

export interface SenderState {
  waiting: number;
  underWay: number;
  /** How long the message that ought to have gone first has been due, ms; 0 where none is. */
  oldestWaitingMs: number;
  /** Tries by the type of the channel, since the start. */
  sent: Readonly<Record<string, number>>;
  failed: Readonly<Record<string, number>>;
  gaveUp: number;
}

export interface Counts {
  added(message: OutboxMessage): void;
  tried(type: string, ok: boolean): void;
  settled(message: OutboxMessage): void;
  state(waiting: Iterable<OutboxMessage>, underWay: number): SenderState;
}

export function createCounts(clock: Pick<Clock, 'now'>): Counts {
  const sent: Record<string, number> = {};
  const failed: Record<string, number> = {};
  /** When each was to go at first: a try that failed makes it no younger. */
  const firstDue = new Map<string, number>();
  let gaveUp = 0;

  return {
    added: ({ id, at, dueAt, tries, way }) => void firstDue.set(id, tries === 0 && way === 0 ? dueAt : at),
    tried(type, ok) {
      const counted = ok ? sent : failed;
      counted[type] = (counted[type] ?? 0) + 1;
    },
    settled({ id, state }) {
      if (state === 'waiting') return;
      firstDue.delete(id);
      if (state === 'given_up') gaveUp += 1;
    },
    state(waiting, underWay) {
      const now = clock.now();
      let count = 0;
      let oldest = now;
      for (const { id } of waiting) {
        count += 1;
        oldest = Math.min(oldest, firstDue.get(id) ?? now);
      }
      return { waiting: count, underWay, oldestWaitingMs: now - oldest, sent, failed, gaveUp };
    },
  };
}
