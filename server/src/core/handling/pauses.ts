import type { Act } from '@fengsui/config/contract';
import type { Doing } from './acts.ts';
import type { Case } from './case.ts';
import { say } from './effects.ts';
import { tell } from './promise.ts';
import { Refused } from './refusal.ts';

export function pause(kase: Case, { reason, note: why }: Act<'pause'>, { at, by, effects }: Doing): void {
  if (kase.paused !== null)
    throw new Refused('paused', `Its clocks stand still already (${kase.paused}).`, { reason: kase.paused });
  kase.paused = reason;
  tell(kase, { at, kind: 'paused', reason });
  say(kase, effects, { at, change: 'paused', by, why, because: { reason } });
}

export function resume(kase: Case, { note: why }: Act<'resume'>, { at, by, effects }: Doing): void {
  if (kase.paused === null) throw new Refused('not_paused', 'Its clocks are running.');
  const reason = kase.paused;
  kase.paused = null;
  tell(kase, { at, kind: 'resumed' });
  say(kase, effects, { at, change: 'resumed', by, why, because: { reason } });
}

/** A claim changes no clock: another person has to confirm it. */
export function claimForceMajeure(kase: Case, act: Act<'force-majeure'>, { at, by, effects }: Doing): void {
  const { from = kase.incident.since, to = null, note: why } = act;
  if (kase.forceMajeure?.state === 'claimed' || kase.forceMajeure?.state === 'confirmed')
    throw new Refused('claimed', `Force majeure is ${kase.forceMajeure.state} already.`);
  if (from > at || (to !== null && to <= from))
    throw new Refused('span', 'Force majeure begins in the past and ends after it begins.', { from, to });
  kase.forceMajeure = { from, to, by: by.id, state: 'claimed' };
  say(kase, effects, { at, change: 'force_majeure_claimed', by, why, because: { from, to } });
}

export function decideForceMajeure(
  kase: Case,
  { confirm, note: why }: Act<'force-majeure-decision'>,
  { at, by, effects }: Doing,
): void {
  const claim = kase.forceMajeure;
  if (claim?.state !== 'claimed') throw new Refused('not_claimed', 'Nobody claims force majeure.');
  if (confirm && claim.by === by.id)
    throw new Refused('same_person', 'Somebody else has to confirm it.', { by: by.id });
  claim.state = confirm ? 'confirmed' : 'refused';
  const { from, to } = claim;
  if (confirm) tell(kase, { at, kind: 'force_majeure', from, to });
  const change = confirm ? 'force_majeure_confirmed' : 'force_majeure_refused';
  say(kase, effects, { at, change, by, why, because: { from, to, claimedBy: claim.by } });
}

/** It is over: the clocks run on. */
export function endForceMajeure(
  kase: Case,
  { note: why }: Act<'force-majeure-end'>,
  { at, by, effects }: Doing,
): void {
  const claim = kase.forceMajeure;
  if (claim?.state !== 'confirmed' || (claim.to !== null && claim.to <= at))
    throw new Refused('not_confirmed', 'No confirmed force majeure is under way.');
  claim.to = at;
  claim.state = 'ended';
  tell(kase, { at, kind: 'force_majeure_ended' });
  say(kase, effects, { at, change: 'force_majeure_ended', by, why, because: { from: claim.from, to: at } });
}
