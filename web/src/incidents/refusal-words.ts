import type { Json } from '@fengsui/config/contract';
import { PauseReason, Stage } from '@fengsui/config/contract';
import type { Failure } from '../http/get-json.ts';
import type { Refused } from '../http/send-json.ts';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';

type Evidence = Readonly<Record<string, Json>>;
type Words = Catalogue['work'];
type Sentence = (evidence: Evidence, words: Words, formats: Formats) => string;

const number = (value: Json | undefined, { count }: Formats): string =>
  typeof value === 'number' ? count(value) : '?';

function stageOf({ stage }: Evidence, words: Words): string {
  const known = Stage.safeParse(stage);
  return known.success ? words.stage[known.data] : String(stage);
}

export function pauseName(reason: Json | undefined, words: Words): string {
  const known = PauseReason.exclude(['force_majeure']).safeParse(reason);
  return known.success ? words.pause[known.data] : String(reason ?? '?');
}

/** By the names that the ledger gives its rules. */
const BY_REASON: Readonly<Record<string, Sentence>> = {
  closed: (_, { refusal }) => refusal.closed,
  beyond: (evidence, words) => words.refusal.beyond(stageOf(evidence, words)),
  restored: (evidence, words) => words.refusal.restored(stageOf(evidence, words)),
  unknown: ({ id }, { refusal }) => refusal.unknown(String(id)),
  devices_disagree: ({ lost, monitored }, { refusal }, formats) =>
    refusal.devices_disagree(number(lost, formats), number(monitored, formats)),
  not_restored: (evidence, words) => words.refusal.not_restored(stageOf(evidence, words)),
  no_feedback: (_, { refusal }) => refusal.no_feedback,
  not_decided: (_, { refusal }) => refusal.not_decided,
  paused: ({ reason }, words) => words.refusal.paused(pauseName(reason, words)),
  not_paused: (_, { refusal }) => refusal.not_paused,
  claimed: (_, { refusal }) => refusal.claimed,
  span: (_, { refusal }) => refusal.span,
  not_claimed: (_, { refusal }) => refusal.not_claimed,
  same_person: (_, { refusal }) => refusal.same_person,
  not_confirmed: (_, { refusal }) => refusal.not_confirmed,
};

/** Why something was not done, in the reader's words; what nobody has foreseen is told as the server said it. */
export function refusalWords(
  refused: Refused | { because: Failure },
  text: Catalogue,
  formats: Formats,
): string {
  const { refusal } = text.work;
  if (refused.because !== 'refused') return refusal.unsure(text.chart.why[refused.because]);
  const { reason, evidence = {}, status, detail } = refused;
  const known = reason !== undefined && Object.hasOwn(BY_REASON, reason) ? BY_REASON[reason] : undefined;
  if (known) return known(evidence, text.work, formats);
  if (status === 503) return refusal.away;
  if (status === 404) return refusal.gone;
  return status === 400 ? refusal.unfit(detail) : refusal.other(detail);
}
