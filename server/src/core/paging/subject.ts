import type { Incident, Words } from '@fengsui/config/contract';
import type { Call } from './model.ts';
import type { Subject } from './state.ts';
import { clip } from './text/line.ts';

/** What stages and messages read of the evidence; the rest is not kept once more. */
const READ = ['maintenance', 'likelihood', 'needed'] as const;

const MAX_WORDS = 300;

export function subjectOf({ incident, place, words, team, stage }: Call): Subject {
  return { incident: trimmed(incident), place, words: words && cut(words), team, stage };
}

const cut = ({ zh, en }: Words): Words => ({ zh: clip(zh, MAX_WORDS), en: clip(en, MAX_WORDS) });

export function trimmed(incident: Incident): Incident {
  const because: Incident['because'] = {};
  for (const key of READ) {
    const value = incident.because[key];
    if (value !== undefined) because[key] = value;
  }
  return { ...incident, because };
}
