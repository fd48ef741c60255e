import type { Actor, HandlingChange, HandlingFact, Json, PageFact } from '@fengsui/config/contract';
import type { CallKind } from '../paging/model.ts';
import type { Case } from './case.ts';

/** A line of an incident's timeline; `n` counts up for each incident, from 1, without a hole. */
export interface Line {
  n: number;
  fact: HandlingFact | PageFact;
}

/** What a change of a case causes beside it: lines of its timeline, and whom it concerns now. */
export interface Effects {
  lines: Line[];
  /** Somebody ought to know. */
  calls: CallKind[];
  /** Nobody need be called any more: why. */
  settled: Readonly<Record<string, Json>> | null;
}

export const nothing = (): Effects => ({ lines: [], calls: [], settled: null });

/** The program itself, where it acts. */
export const DESK: Actor = { kind: 'program', id: 'desk', name: '烽燧' };

export interface Saying {
  at: number;
  change: HandlingChange;
  by: Actor;
  why?: string | undefined;
  because?: Readonly<Record<string, Json>>;
}

/** Adds a line to the timeline of a case, as the case stands now. */
export function say(kase: Case, effects: Effects, saying: Saying): void {
  const { at, change, by, why, because = {} } = saying;
  const { incident, stage, owner } = kase;
  const fact: HandlingFact = {
    ...{ at, kind: 'handling', change, id: incident.id, by, why: why ?? null, stage, owner },
    because: { ...because },
  };
  effects.lines.push({ n: ++kase.lines, fact });
}
