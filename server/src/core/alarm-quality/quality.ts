import type { AlarmQuality } from '@fengsui/config/contract';
import type { Priority } from '@fengsui/config/contract';
import { floodsOf, rateOf } from './rate.ts';
import type { AlarmRow, IncidentRow, QualityRows, Span } from './row.ts';
import { isWithin } from './row.ts';
import { ENOUGH, share } from './share.ts';
import { chatteringOf, staleOf, topTenOf } from './sources.ts';

const NUISANCE = 0.1;

/** What the alarms of a span were like, from rows; every figure with what it was counted from. */
export function alarmQuality({ incidents, alarms, operators }: QualityRows, span: Span): AlarmQuality {
  return {
    ...span,
    rate: rateOf(alarms, operators, span),
    floods: floodsOf(alarms, operators, span),
    chattering: chatteringOf(incidents, span),
    stale: staleOf(incidents, span),
    priorities: prioritiesOf(alarms, span),
    topTen: topTenOf(alarms, incidents, span),
    acknowledged: acknowledgedOf(incidents, span),
    nuisance: nuisanceOf(incidents, span),
  };
}

/** Too much of what is high or medium wears it out; there cannot be too much of what is low. */
function prioritiesOf(alarms: readonly AlarmRow[], span: Span): AlarmQuality['priorities'] {
  const counted = alarms.filter(({ at }) => isWithin(at, span));
  const of = (wanted: Priority): number => counted.filter(({ priority }) => priority === wanted).length;
  return {
    high: share(of('high'), counted.length, { target: 0.05 }),
    medium: share(of('medium'), counted.length, { target: 0.15 }),
    low: share(of('low'), counted.length),
  };
}

function acknowledgedOf(incidents: readonly IncidentRow[], span: Span): AlarmQuality['acknowledged'] {
  const opened = incidents.flatMap(({ changes: [first], acknowledgedAt }) =>
    first && isWithin(first.at, span) ? { at: first.at, acknowledgedAt } : [],
  );
  const waits = opened.flatMap(({ at, acknowledgedAt }) =>
    acknowledgedAt === null ? [] : Math.max(0, acknowledgedAt - at),
  );
  const sumMs = waits.reduce((sum, wait) => sum + wait, 0);
  return {
    count: waits.length,
    never: opened.length - waits.length,
    sumMs,
    meanMs: waits.length > 0 ? sumMs / waits.length : null,
    state: waits.length < ENOUGH ? 'too_few' : 'open',
  };
}

function nuisanceOf(incidents: readonly IncidentRow[], span: Span): AlarmQuality['nuisance'] {
  const closed = incidents.filter(({ closedAt }) => closedAt !== null && isWithin(closedAt, span));
  return share(closed.filter(({ isActedOn }) => !isActedOn).length, closed.length, { target: NUISANCE });
}
