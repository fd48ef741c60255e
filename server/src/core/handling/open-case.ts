import type { Incident, OnCallAnswer, Owner } from '@fengsui/config/contract';
import type { Case, Report } from './case.ts';
import type { Effects } from './effects.ts';
import { DESK, say } from './effects.ts';
import { promise, tell } from './promise.ts';
import type { DeskWorld } from './world.ts';

/** Where nobody is set up, the operator's own control centre has it. */
export const CONTROL_CENTRE: Owner = { kind: 'team', id: 'control-centre', name: '监督调度中心' };

function firstOwner({ person, team }: OnCallAnswer): Owner {
  if (person) return { kind: 'person', ...person };
  return team ? { kind: 'team', id: team.id, name: team.name.zh } : CONTROL_CENTRE;
}

export interface Opening {
  incident: Incident;
  at: number;
  origin: Case['origin'];
  reports?: readonly Report[];
}

/** A new case, with an owner and what is promised from its first moment. */
export function openCase(
  { incident, at, origin, reports = [] }: Opening,
  world: DeskWorld,
  effects: Effects,
): Case {
  const duty = world.duty(incident.area, at);
  const { clocks, because } = promise(incident, reports, world);
  const kase: Case = {
    incident,
    origin,
    stage: 'detected',
    stageSince: at,
    reached: 'detected',
    owner: firstOwner(duty),
    team: duty.team?.id ?? '',
    lines: 0,
    promises: [clocks],
    isActedOn: false,
    ackUntil: null,
    disputed: false,
    stuckSince: null,
    breached: [],
    reports: [...reports],
    paused: null,
    forceMajeure: null,
    escalation: { since: at, step: 0 },
    closedAt: null,
    isWithdrawn: false,
  };
  tell(kase, { at: incident.openedAt, kind: 'detected' });
  for (const { at: saidAt, escalated } of reports) tell(kase, { at: saidAt, kind: 'reported', escalated });
  say(kase, effects, { at, change: 'detected', by: DESK, because: { on: duty.because, team: kase.team } });
  say(kase, effects, { at, change: 'promised', by: DESK, because });
  effects.calls.push('opened');
  return kase;
}
