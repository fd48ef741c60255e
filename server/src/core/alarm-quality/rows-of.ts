import type {
  HandlingChange,
  HandlingFact,
  Incident,
  IncidentFact,
  OutboxMessage,
  PageFact,
  PageKind,
} from '@fengsui/config/contract';
import type { Priority } from '@fengsui/config/contract';
import type { AlarmRow, IncidentRow } from './row.ts';

/** More than to look at it, to write something down and to put it away. */
const ACTIONS: ReadonlySet<HandlingChange> = new Set<HandlingChange>([
  'dispatched',
  'restored',
  'disputed',
  'fed_back',
  'paused',
  'force_majeure_claimed',
]);
/** What asks somebody to do something. */
const ASKS: ReadonlySet<PageKind> = new Set<PageKind>([
  'opened',
  'worse',
  'escalated',
  'reopened',
  'ack_expired',
  'digest',
]);
const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low'];

/** An incident and all that was said of it, oldest first, as the report counts it. */
export function incidentRow(
  { id, type, scope }: Pick<Incident, 'id' | 'type' | 'scope'>,
  facts: readonly IncidentFact[],
  handled: readonly (HandlingFact | PageFact)[],
): IncidentRow {
  const acts = handled.filter((fact) => fact.kind === 'handling');
  const closed = acts.findLast(({ change }) => change === 'closed');
  const isOpenAgain =
    closed && acts.findLast(({ change }) => change === 'reopened' || change === 'closed') !== closed;
  return {
    id,
    type,
    source: `${scope.kind}:${scope.id}`,
    changes: facts.flatMap(turnOf),
    acknowledgedAt:
      acts.find(({ change, by }) => change === 'acknowledged' && by.kind === 'person')?.at ?? null,
    closedAt: closed && !isOpenAgain ? closed.at : null,
    isActedOn: acts.some(({ change, by }) => ACTIONS.has(change) && by.kind === 'person'),
  };
}

/** Whether it has become active, or no longer is; nothing where neither has changed. */
function turnOf({ at, change }: IncidentFact): IncidentRow['changes'] {
  if (change === 'opened' || change === 'reopened') return [{ at, isActive: true }];
  return change === 'updated' ? [] : [{ at, isActive: false }];
}

/**
 * Messages that have reached somebody and ask for something, at the time at which they were sent.
 *
 * @param priorityOf of an incident then; undefined where it is not known
 */
export function alarmRows(
  messages: readonly Pick<OutboxMessage, 'about' | 'person' | 'incidents' | 'sentAt'>[],
  priorityOf: (incident: string, at: number) => Priority | undefined,
): AlarmRow[] {
  return messages.flatMap(({ about, person, incidents, sentAt }) => {
    if (sentAt === null || !ASKS.has(about) || person === '') return [];
    const found = incidents.map((id) => priorityOf(id, sentAt));
    const priority = PRIORITIES.find((one) => found.includes(one)) ?? 'low';
    return [{ at: sentAt, operator: person, priority, incidents }];
  });
}
