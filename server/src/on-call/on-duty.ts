import type { EscalationStep, OnCallAnswer, OnCallTurn, Person, Team } from '@fengsui/config/contract';
import type { DutyCalendar } from './duty-calendar.ts';
import { createDutyCalendar } from './duty-calendar.ts';
import type { Roster } from './roster.ts';
import { createRoster } from './roster.ts';
import { createServed } from './served.ts';

/** Who is on duty where and when. Times are ms UTC; nothing here knows what time it is. */
export interface OnCall {
  /** Never refuses: where nobody is on duty, the answer says so. */
  onDuty(area: string, at: number): OnCallAnswer;
  /** The team that serves a place: the nearest division's, else the one of last resort. */
  teamOf(area: string): Team | undefined;
  /** The turns of the place's team in a window, cut to it; at most `limit`. */
  turns(area: string, window: { from: number; to: number }, limit: number): OnCallTurn[];
}

export interface OnCallParts {
  teams: readonly Team[];
  persons: readonly Person[];
  /** The site's, an IANA name. */
  zone: string;
  /** The division of an area and all above it, nearest first. */
  chain: (area: string) => readonly string[];
  /** Of the zone; one that is kept knows patterns already. */
  calendar?: DutyCalendar;
}

type Who = { id: string; name: string };

const MINUTE_MS = 60_000;

export function createOnCall({ teams, persons, zone, chain, calendar }: OnCallParts): OnCall {
  const names = new Map(persons.map(({ id, name }) => [id, name]));
  const byId = new Map(teams.map((team) => [team.id, team]));
  const { teamOf, lastResort } = createServed(teams, chain);
  const rosters = new Map<string, Roster>();
  const duties = calendar ?? createDutyCalendar(zone);

  function rosterOf(team: Team): Roster {
    const found = rosters.get(team.id) ?? createRoster(team, duties, (person) => names.has(person));
    rosters.set(team.id, found);
    return found;
  }

  function who(person: string | undefined): Who | null {
    const name = person === undefined ? undefined : names.get(person);
    return person === undefined || name === undefined ? null : { id: person, name };
  }

  function onCallOf(team: Team | undefined, at: number): Who | null {
    return team ? who(rosterOf(team).spanAt(at).person) : null;
  }

  function called({ to }: EscalationStep, team: Team, at: number): Who | null {
    switch (to.kind) {
      case 'on_call':
        return onCallOf(team, at);
      case 'lead':
        return who(team.lead);
      case 'person':
        return who(to.id);
      case 'team':
        return onCallOf(byId.get(to.id), at);
    }
  }

  function stepsOf(team: Team, at: number): OnCallAnswer['steps'] {
    const steps = team.escalation.length > 0 ? team.escalation : usualSteps(team, lastResort());
    return steps.map((step) => {
      const one = called(step, team, at + step.afterMs);
      return { afterMs: step.afterMs, persons: one ? [one] : [] };
    });
  }

  return {
    teamOf,
    onDuty(area, at) {
      const team = teamOf(area);
      if (!team)
        return { at, area, team: null, person: null, because: 'nobody', until: null, next: null, steps: [] };
      const { person, because, to } = rosterOf(team).turnAt(at);
      const ends = to !== Infinity;
      return {
        ...{ at, area, team: { id: team.id, name: team.name }, person: who(person), because },
        until: ends ? to : null,
        next: ends ? onCallOf(team, to) : null,
        steps: stepsOf(team, at),
      };
    },
    turns(area, { from, to }, limit) {
      const team = teamOf(area);
      const turns: OnCallTurn[] = [];
      for (let at = from; team && at < to && turns.length < limit;) {
        const turn = rosterOf(team).turnAt(at);
        const end = Math.min(turn.to, to);
        turns.push({ from: at, to: end, person: who(turn.person), because: turn.because });
        at = end;
      }
      return turns;
    },
  };
}

/** Engineer, engineer again, county lead, city: for a team that says nothing of its own. */
function usualSteps(team: Team, lastResort: Team | undefined): EscalationStep[] {
  const steps: EscalationStep[] = [
    { afterMs: 0, to: { kind: 'on_call' } },
    { afterMs: 10 * MINUTE_MS, to: { kind: 'on_call' } },
    { afterMs: 20 * MINUTE_MS, to: { kind: 'lead' } },
  ];
  if (lastResort && lastResort.id !== team.id)
    steps.push({ afterMs: 30 * MINUTE_MS, to: { kind: 'team', id: lastResort.id } });
  return steps;
}
