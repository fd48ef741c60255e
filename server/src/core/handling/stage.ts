import type { Actor, Owner, Stage } from '@fengsui/config/contract';
import type { Case } from './case.ts';
import { tell } from './promise.ts';

export function enter(kase: Case, stage: Stage, at: number): void {
  if (kase.stage === stage) return;
  kase.stage = stage;
  kase.stageSince = at;
  kase.stuckSince = null;
  if (stage === 'detected' || stage === 'acknowledged' || stage === 'dispatched') kase.reached = stage;
  // Whoever said that they have it is believed only while nothing else has happened.
  if (stage !== 'acknowledged') kase.ackUntil = null;
  if (stage !== 'detected') kase.escalation = null;
}

/** A person has done something: the first of it is the response. */
export function respond(kase: Case, at: number): void {
  kase.isActedOn = true;
  tell(kase, { at, kind: 'milestone', milestone: 'responded' });
}

export const ownerOf = ({ id, name }: Actor): Owner => ({ kind: 'person', id, name });

/** Nobody waits any more. */
export function shut(kase: Case, at: number): void {
  enter(kase, 'closed', at);
  kase.closedAt = at;
  kase.paused = null;
  tell(kase, { at, kind: 'ended' });
}
