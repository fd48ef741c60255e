import { isChattering } from '../chatter.ts';
import { gravest, isGraver } from '../gravity.ts';
import type { CallKind } from '../model.ts';
import type { IncidentInput, Verdict } from '../stage.ts';
import { stage } from '../stage.ts';

/** It must stay away this long before its end is told. */
const CALM_MS = 5 * 60_000;
const BETWEEN: readonly CallKind[] = ['worse', 'reopened'];

type Reason = 'steady' | 'nobody_has_it' | 'nobody_knows' | 'graver_than_told' | 'told_at_start' | 'not_calm';

/**
 * Of what comes and goes, the start is told and the end, nothing between; unless it is graver than was
 * told, or nobody believes any more that it is open: then it must not be hidden.
 */
export const flapping = stage<IncidentInput, Reason>({
  name: 'flapping',
  judgesRecoveries: true,
  judge(input) {
    const { at, about, incident, topic } = input;
    const isWild = incident.flapping || isChattering(topic.turns, at);
    const calmAt = (topic.turns.at(-1) ?? at) + CALM_MS;
    if (about === 'recovered')
      return isWild && calmAt > at
        ? { verdict: 'hold', because: { reason: 'not_calm', until: calmAt }, until: calmAt }
        : pass('steady');
    if (!isWild) return pass('steady');
    return BETWEEN.includes(about) ? between(input) : pass('nobody_has_it');
  },
  reasons: {
    steady: () => ({ zh: '没有反复通断', en: 'it does not come and go' }),
    nobody_has_it: () => ({ zh: '反复通断，但尚无人签收', en: 'it comes and goes, but nobody has it yet' }),
    nobody_knows: () => ({
      zh: '反复通断，但当前无人知道它未结',
      en: 'it comes and goes, but nobody has been told that it is open',
    }),
    graver_than_told: () => ({
      zh: '反复通断，但比已告知的更严重',
      en: 'it comes and goes, but is graver than was told',
    }),
    told_at_start: () => ({
      zh: '反复通断：开始时已告知，平息后再告知',
      en: 'it comes and goes: told at its start, and told again at its end',
    }),
    not_calm: ({ until }, time) => ({
      zh: `反复通断：平稳至 ${time(Number(until))} 才告知恢复`,
      en: `it comes and goes: its end is told once it has been calm until ${time(Number(until))}`,
    }),
  },
});

const pass = (reason: Reason): Verdict<Reason> => ({ verdict: 'pass', because: { reason } });

function between({ incident, topic }: IncidentInput): Verdict<Reason> {
  if (topic.told.size + topic.waiting.size === 0) return pass('nobody_knows');
  const told = gravest([...topic.told.values()].map(({ severity }) => severity));
  if (topic.told.size > 0 && isGraver(incident.severity, told)) return pass('graver_than_told');
  return { verdict: 'stop', because: { reason: 'told_at_start' } };
}
