import type { Act } from '@fengsui/config/contract';
import type { Doing } from './acts.ts';
import type { Case } from './case.ts';
import { say } from './effects.ts';
import { tell } from './promise.ts';
import { Refused } from './refusal.ts';
import { enter, respond } from './stage.ts';

/**
 * Restoration is proven by devices. A claim that they contradict is refused with what they say, or kept as
 * disputed where the claimant insists. Where no device can tell, the claim counts and says that nothing proves it.
 */
export function claimRestored(kase: Case, act: Act<'resolve'>, { at, by, world, effects }: Doing): void {
  const { note: why, cause, dispute } = act;
  if (kase.stage === 'restored' || kase.stage === 'fed_back') {
    say(kase, effects, {
      at,
      change: 'noted',
      by,
      why,
      because: { cause: cause ?? null, claimed: 'restored' },
    });
    return;
  }
  const { lost, monitored } = world.evidence(kase.incident);
  const isContradicted = kase.origin === 'detected' ? kase.incident.state === 'open' : lost > 0;
  const evidence = { lost, monitored, trouble: kase.incident.state };
  if (isContradicted && !dispute) {
    throw new Refused(
      'devices_disagree',
      `${lost} of ${monitored} devices are still silent; say "dispute": true to keep the claim beside it.`,
      evidence,
    );
  }
  respond(kase, at);
  if (isContradicted) {
    kase.disputed = true;
    say(kase, effects, { at, change: 'disputed', by, why, because: { ...evidence, cause: cause ?? null } });
    return;
  }
  restoreByWord(kase, at);
  effects.settled = { reason: 'restored' };
  effects.calls.push('recovered');
  const provenBy = monitored > 0 ? 'devices' : 'nobody';
  say(kase, effects, {
    at,
    change: 'restored',
    by,
    why,
    because: { ...evidence, provenBy, cause: cause ?? null },
  });
}

function restoreByWord(kase: Case, at: number): void {
  tell(kase, { at, kind: 'milestone', milestone: 'restored' });
  enter(kase, 'restored', at);
  if (kase.origin === 'people') {
    kase.incident = { ...kase.incident, state: 'recovered', recoveredAt: at, updatedAt: at };
  }
}

/** Those who were without service are called back before it is closed. */
export function giveFeedback(kase: Case, act: Act<'feedback'>, { at, by, effects }: Doing): void {
  const { note: why, reached, satisfaction } = act;
  if (kase.stage !== 'restored' && kase.stage !== 'fed_back')
    throw new Refused('not_restored', `It is ${kase.stage}: feedback comes after it is restored.`, {
      stage: kase.stage,
    });
  respond(kase, at);
  const because = { reached, ...(satisfaction && { satisfaction }) };
  if (!reached) {
    // Nobody answered: that is a try, not the promise kept.
    say(kase, effects, { at, change: 'noted', by, why, because: { ...because, feedback: 'not_reached' } });
    return;
  }
  tell(kase, { at, kind: 'milestone', milestone: 'fed_back' });
  enter(kase, 'fed_back', at);
  say(kase, effects, { at, change: 'fed_back', by, why, because });
}
