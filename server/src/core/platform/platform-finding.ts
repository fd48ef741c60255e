import type { Json, Words } from '@fengsui/config/contract';
import type { BlindReason } from '../device/event.ts';
import type { Finding } from '../incident/finding.ts';
import type { PartName, PartTrouble } from './parts.ts';
import { BLIND_WORDS, PART_WORDS, together } from './words.ts';

export const PLATFORM_KEY = 'platform';

/** The server's own trouble as it is now. */
export interface OwnTrouble {
  /** ms */
  since: number;
  /** Why nothing can be seen; the first was there first. */
  blindness: readonly BlindReason[];
  parts: readonly PartTrouble[];
  /** How many devices are not judged. */
  unjudged: number;
}

const REASONS: Readonly<Record<PartName, string>> = {
  broker: 'broker_link_lost',
  series: 'series_away',
  ledger: 'ledger_away',
  journal: 'intake_blocked',
  outbox: 'messages_undelivered',
  warnings: 'warnings_away',
};

/** Judgement goes on without them; they are for repair, not for alarm. */
const MINOR: ReadonlySet<PartName> = new Set(['series', 'warnings']);

const isMinor = ({ blindness, parts }: OwnTrouble): boolean =>
  blindness.length === 0 && parts.every(({ part }) => MINOR.has(part));

export function platformFinding(trouble: OwnTrouble): Finding {
  const { since, blindness, parts, unjudged } = trouble;
  const reasons = new Set<string>([...blindness, ...parts.map(({ part }) => REASONS[part])]);
  const [reason = ''] = reasons;
  return {
    key: PLATFORM_KEY,
    type: 'platform',
    scope: { kind: 'platform', id: 'platform' },
    area: '',
    since,
    severity: isMinor(trouble) ? 'minor' : 'major',
    cause: 'PLATFORM',
    affected: { lost: 0, monitored: unjudged, homes: 0, population: 0 },
    because: {
      reason,
      words: together(wordsOf(trouble)),
      ...(parts.length > 0 && { parts: byName(parts) }),
    },
  };
}

const byName = (parts: readonly PartTrouble[]): Json =>
  Object.fromEntries(parts.map(({ part, since, detail }) => [part, { since, detail }]));

/** A broker that is gone is both a blindness and a part in trouble, and is told once. */
function wordsOf({ blindness, parts }: OwnTrouble): Words[] {
  const isToldOf = ({ part }: PartTrouble) => part === 'broker' && blindness.includes('broker_link_lost');
  return [
    ...blindness.map((because) => BLIND_WORDS[because]),
    ...parts.filter((part) => !isToldOf(part)).map(({ part }) => PART_WORDS[part]),
  ];
}
