import type { Incident } from '@fengsui/config/contract';
import type { Call } from './model.ts';
import type { Subject } from './state.ts';

/** What stages and messages read of the evidence; the rest is not kept once more. */
const READ = ['maintenance', 'likelihood', 'needed'] as const;

export function subjectOf({ incident, place, words, team, stage }: Call): Subject {
  return { incident: trimmed(incident), place, words, team, stage };
}

export function trimmed(incident: Incident): Incident {
  const because: Incident['because'] = {};
  for (const key of READ) {
    const value = incident.because[key];
    if (value !== undefined) because[key] = value;
  }
  return { ...incident, because };
}
