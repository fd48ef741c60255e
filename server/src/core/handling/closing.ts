import type { Act } from '@fengsui/config/contract';
import type { Doing } from './acts.ts';
import type { Case } from './case.ts';
import { say } from './effects.ts';
import { Refused } from './refusal.ts';
import { shut } from './stage.ts';
import { owesFeedback } from './troubles.ts';

export function closeCase(kase: Case, { note: why }: Act<'close'>, { at, by, world, effects }: Doing): void {
  const missing = missingFor(kase);
  if (missing !== undefined) {
    const { lost, monitored } = world.evidence(kase.incident);
    throw new Refused(missing, WORDS[missing], {
      stage: kase.stage,
      trouble: kase.incident.state,
      lost,
      monitored,
    });
  }
  kase.isActedOn = true;
  effects.settled = { reason: 'closed', by: by.id };
  shut(kase, at);
  if (kase.origin === 'people') {
    kase.incident = { ...kase.incident, state: 'closed', closedAt: at, updatedAt: at };
  }
  say(kase, effects, { at, change: 'closed', by, why });
}

type Missing = 'not_restored' | 'no_feedback' | 'not_decided';

const WORDS: Readonly<Record<Missing, string>> = {
  not_restored: 'It is not restored.',
  no_feedback: 'Those who were without service have not been called back: feedback comes first.',
  not_decided: 'Somebody claims force majeure and nobody has decided on it.',
};

function missingFor(kase: Case): Missing | undefined {
  if (kase.stage !== 'restored' && kase.stage !== 'fed_back') return 'not_restored';
  if (kase.forceMajeure?.state === 'claimed') return 'not_decided';
  return kase.stage === 'restored' && owesFeedback(kase) ? 'no_feedback' : undefined;
}
