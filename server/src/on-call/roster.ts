import type { Team } from '@fengsui/config/contract';
import type { DutyCalendar } from './duty-calendar.ts';
import { rememberSpans } from './spans.ts';
import type { Span } from './spans.ts';

/** One team's duty over time. At every time there is exactly one span. */
export interface Roster {
  /** Begins at `at` or earlier; what follows may be the same person for the same reason. */
  spanAt(at: number): Span;
  /** The whole turn from `at` on: until somebody else is on duty, or for another reason. */
  turnAt(at: number): Span;
}

/** Hand-overs to the same person that a turn is followed through; as many as members that follow each other. */
const MAX_FOLLOWED = 100;

/** @param isKnown whether there is such a person; who is not there is on duty for nobody */
export function createRoster(
  team: Pick<Team, 'overrides' | 'rotations' | 'lead'>,
  calendar: DutyCalendar,
  isKnown: (person: string) => boolean,
): Roster {
  const overrides = team.overrides.filter(({ person }) => isKnown(person)).reverse();
  const duties = team.rotations.map((rotation) => calendar.duty(rotation));
  const lead = team.lead !== undefined && isKnown(team.lead) ? team.lead : undefined;

  function find(at: number): Span {
    let to = Infinity;
    for (const one of overrides) {
      if (one.from <= at && at < one.to)
        return { from: at, to: Math.min(to, one.to), person: one.person, because: 'override' };
      if (one.from > at) to = Math.min(to, one.from);
    }
    for (const duty of duties) {
      const { person, until } = duty.at(at);
      to = Math.min(to, until);
      if (person !== undefined && isKnown(person)) return { from: at, to, person, because: 'rotation' };
    }
    return { from: at, to, person: lead, because: lead === undefined ? 'nobody' : 'lead' };
  }

  const spanAt = rememberSpans(find);
  return {
    spanAt,
    turnAt(at) {
      const turn = { ...spanAt(at) };
      for (let i = 0; i < MAX_FOLLOWED && turn.to !== Infinity; i++) {
        const next = spanAt(turn.to);
        if (next.person !== turn.person || next.because !== turn.because) break;
        turn.to = next.to;
      }
      return turn;
    },
  };
}
