import type { IncidentChange, IncidentFact } from '@fengsui/config/contract';
import type { Entry } from './entry.ts';
import { incidentOf } from './entry.ts';
import { factOf } from './fact-of.ts';
import type { Because } from './finding.ts';
import { look } from './flapping.ts';
import { LOOK_EVERY_MS, TELL_EVERY_MS } from './timers.ts';

// What can become of one entry. Each changes it, and gives the facts that are to be told of that.

/** The fact that tells of a change of an entry as it stands now. */
export function tell(entry: Entry, change: IncidentChange, at: number, more: Because = {}): IncidentFact {
  entry.updatedAt = at;
  entry.isStale = false;
  const fact = factOf(incidentOf(entry), change, at);
  return { ...fact, because: { ...fact.because, ...more } };
}

export function reopen(entry: Entry, at: number): IncidentFact {
  Object.assign(entry, { state: 'open', goneAt: null, recoveredAt: null });
  entry.reopened++;
  watch(entry, at);
  return tell(entry, 'reopened', at);
}

export function comeBack(entry: Entry, at: number): IncidentFact {
  entry.goneAt = null;
  watch(entry, at);
  return tell(entry, 'updated', at, { cameBack: true });
}

/** It went and came back: from now on it is looked at regularly, until it has settled. */
function watch(entry: Entry, at: number): void {
  entry.flapCount++;
  entry.lookAt ??= at;
}

/** Only figures have changed: they are told now and then. */
export function later(entry: Entry, at: number): IncidentFact[] {
  if (at - entry.updatedAt >= TELL_EVERY_MS) return [tell(entry, 'updated', at)];
  entry.isStale = true;
  return [];
}

export function gone(entry: Entry, at: number, because: Because): IncidentFact[] {
  entry.finding = { ...entry.finding, because: { ...entry.finding.because, ...because } };
  if (entry.state !== 'open' || entry.goneAt !== null) return [];
  entry.goneAt = at;
  if (entry.lookAt === null && entry.flapCount > 0) entry.lookAt = at;
  return [];
}

export function lookAt(entry: Entry, at: number): IncidentFact[] {
  const before = entry.flaps;
  entry.flaps = look(before, entry.state === 'open' && entry.goneAt === null);
  const isSettled = !entry.flaps.isFlapping && entry.flaps.looks.every((wrong, _, all) => wrong === all[0]);
  entry.lookAt = isSettled ? null : at + LOOK_EVERY_MS;
  if (before.isFlapping === entry.flaps.isFlapping) return [];
  return [tell(entry, 'updated', at, { flapping: entry.flaps.isFlapping })];
}

export function overrun(entry: Entry, at: number): IncidentFact {
  const { id = '' } = entry.planned ?? {};
  entry.planned = null;
  if (entry.goneAt === null && entry.state === 'open') entry.overrunSince = at;
  return tell(entry, 'updated', at, entry.overrunSince === at ? { overrunOf: id } : {});
}

export function recover(entry: Entry, at: number): IncidentFact {
  entry.state = 'recovered';
  entry.recoveredAt = at;
  return tell(entry, 'recovered', at, { restoredAt: entry.goneAt ?? at });
}
