import type { Rotation } from '@fengsui/config/contract';
import { createTurns } from './handovers.ts';
import { createHours } from './hours.ts';
import type { Pattern } from './pattern.ts';
import { readPattern } from './pattern.ts';
import { createZone } from './zone.ts';

/** Whose turn it is in one rotation, and until when that stays so; ms UTC, Infinity where nothing ends it. */
export interface Duty {
  at(at: number): { person: string | undefined; until: number };
}

/** The site's clock, and every pattern that was read by it: kept while teams change. */
export interface DutyCalendar {
  duty(rotation: Rotation): Duty;
}

const MAX_PATTERNS = 1_000;

export function createDutyCalendar(timezone: string): DutyCalendar {
  const zone = createZone(timezone);
  const patterns = new Map<string, Pattern | undefined>();

  function patternOf(text: string): Pattern | undefined {
    if (patterns.has(text)) return patterns.get(text);
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    const read = readPattern(text);
    const pattern = read.ok ? read.pattern : undefined;
    patterns.set(text, pattern);
    return pattern;
  }

  return {
    duty({ handover, since, hours, members }) {
      const pattern = patternOf(handover);
      if (!pattern) return NEVER;
      const turns = createTurns(pattern, zone, since);
      const always = takeTurns(members, turns);
      return hours ? duringHours(always, createHours(hours, zone)) : always;
    },
  };
}

/** What was refused where it came in; kept before that was so, it is on duty for nobody. */
const NEVER: Duty = { at: () => ({ person: undefined, until: Infinity }) };

function takeTurns(members: readonly string[], turns: ReturnType<typeof createTurns>): Duty {
  const isOne = new Set(members).size === 1;
  return {
    at(at) {
      const turn = turns.countAt(at);
      if (turn < 0) return { person: undefined, until: turns.beginOf(0) };
      const until = isOne ? Infinity : turns.beginOf(turn + 1);
      return { person: members[turn % members.length], until };
    },
  };
}

function duringHours(duty: Duty, hours: ReturnType<typeof createHours>): Duty {
  return {
    at(at) {
      const { isWithin, until } = hours.at(at);
      if (!isWithin) return { person: undefined, until };
      const turn = duty.at(at);
      return { person: turn.person, until: Math.min(until, turn.until) };
    },
  };
}
