import type { Case } from './case.ts';
import type { Effects } from './effects.ts';
import { DESK, nothing, say } from './effects.ts';
import { stuckAt } from './limits.ts';
import { sayBreaches } from './promise.ts';
import { enter } from './stage.ts';

/** What comes by itself: an acknowledgement that ran out, a stage that sticks, a promise that is broken. */
export function wake(kase: Case, at: number): Effects {
  const effects = nothing();
  if (kase.closedAt !== null) return effects;
  if (kase.ackUntil !== null && kase.ackUntil <= at) expire(kase, at, effects);
  const limit = stuckAt(kase) ?? Infinity;
  if (kase.stuckSince === null && limit <= at) {
    kase.stuckSince = limit;
    say(kase, effects, {
      at,
      change: 'stuck',
      by: DESK,
      because: { stage: kase.stage, since: kase.stageSince },
    });
  }
  sayBreaches(kase, at, effects);
  return effects;
}

/** Somebody said that they had it, and nothing has followed: it is anybody's again. */
function expire(kase: Case, at: number, effects: Effects): void {
  const { id } = kase.owner;
  enter(kase, 'detected', at);
  kase.escalation = { since: at, step: 0 };
  say(kase, effects, { at, change: 'ack_expired', by: DESK, because: { acknowledgedBy: id } });
  effects.calls.push('ack_expired');
}
