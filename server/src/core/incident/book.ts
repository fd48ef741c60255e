import type { Incident, IncidentFact, Json } from '@fengsui/config/contract';
import type { Entry } from './entry.ts';
import { incidentOf, newEntry } from './entry.ts';
import { comeBack, gone, later, lookAt, overrun, recover, reopen, tell } from './entry-changes.ts';
import type { Because, Finding, IncidentReport } from './finding.ts';
import type { Numbering } from './incident-number.ts';
import { incidentNumber } from './incident-number.ts';
import type { Locate, PlannedWindow } from './maintenance.ts';
import { plannedFor } from './maintenance.ts';
import { closeDue, isDue, nextWake, recoverDue, tellDue } from './timers.ts';

/**
 * Makes incidents of what detectors report: opens, holds, reopens, merges, closes. One trouble, one
 * incident. No clock: `advance` is called with the time that `nextWakeAt` asked for.
 */
export interface Book {
  take(report: IncidentReport): readonly IncidentFact[];
  nextWakeAt(): number | undefined;
  advance(at: number): readonly IncidentFact[];
  /** We see again after a time of blindness: whoever was waited for is waited for anew. */
  sighted(at: number): void;
  /** Those that are open or may come back, in the order of their opening. */
  incidents(): Incident[];
  /** By its number; also one that has ended lately. */
  incident(id: string): Incident | undefined;
  keep(): Json;
  restore(kept: Json): void;
}

export interface BookOptions extends Numbering {
  windows: readonly PlannedWindow[];
  locate: Locate;
}

const MAX_ENDED = 10_000;

export function createBook({ windows, locate, utcOffsetMs, server }: BookOptions): Book {
  const entries = new Map<string, Entry>();
  /** By number: those above, and those that ended last, for whoever has to write that down. */
  const numbered = new Map<string, Entry>();
  const ended: string[] = [];
  let count = 0;
  let wakeAt: number | undefined;

  function found(at: number, finding: Finding): IncidentFact[] {
    const entry = entries.get(finding.key);
    if (!entry) return [open(at, finding)];
    const before = entry.finding;
    entry.finding = finding;
    if (entry.state === 'recovered') return [reopen(entry, at)];
    if (entry.goneAt !== null) return [comeBack(entry, at)];
    return changed(entry, before, at);
  }

  function changed(entry: Entry, before: Finding, at: number): IncidentFact[] {
    const finding = entry.finding;
    if (isSameTrouble(before, finding)) return later(entry, at);
    return [tell(entry, 'updated', at)];
  }

  function open(at: number, finding: Finding): IncidentFact {
    const window = plannedFor(windows, locate(finding.scope, finding.area), at);
    const planned = window ? { id: window.id, until: window.to, reason: window.reason } : null;
    const entry = newEntry(incidentNumber(at, ++count, { utcOffsetMs, server }), finding, at, planned);
    entries.set(finding.key, entry);
    numbered.set(entry.id, entry);
    return tell(entry, 'opened', at);
  }

  function revise(entry: Entry, finding: Finding, at: number): IncidentFact[] {
    const before = entry.finding;
    entry.finding = finding;
    return changed(entry, before, at);
  }

  function end(entry: Entry, at: number, state: 'closed' | 'merged', more: Because): IncidentFact {
    entry.state = state;
    entry.closedAt = at;
    entries.delete(entry.finding.key);
    ended.push(entry.id);
    if (ended.length > MAX_ENDED) numbered.delete(ended.shift() ?? '');
    return tell(entry, state, at, more);
  }

  /** Whatever was known under the new key was over long since, or it would not be free. */
  function move(entry: Entry, to: string, at: number): IncidentFact[] {
    const there = entries.get(to);
    const facts = there && there !== entry ? [end(there, at, 'merged', { into: entry.id })] : [];
    entries.delete(entry.finding.key);
    entry.finding = { ...entry.finding, key: to };
    entries.set(to, entry);
    return facts;
  }

  function take(report: IncidentReport): IncidentFact[] {
    if (report.kind === 'found') return found(report.at, report.finding);
    const entry = entries.get(report.kind === 'revised' ? report.finding.key : report.key);
    if (!entry) return [];
    switch (report.kind) {
      case 'revised':
        return revise(entry, report.finding, report.at);
      case 'gone':
        return gone(entry, report.at, report.because);
      case 'withdrawn':
        return [end(entry, report.at, 'closed', { ...report.because, withdrawn: true })];
      case 'merged':
        return [end(entry, report.at, 'merged', { into: entries.get(report.into)?.id ?? report.into })];
      case 'moved':
        return move(entry, report.to, report.at);
    }
  }

  /** The first thing of one entry that is due. */
  function settle(entry: Entry, at: number): IncidentFact[] {
    if (isDue(entry.lookAt, at)) return lookAt(entry, at);
    if (isDue(entry.planned?.until, at)) return [overrun(entry, at)];
    if (isDue(closeDue(entry), at)) return [end(entry, at, 'closed', {})];
    if (isDue(recoverDue(entry), at)) return [recover(entry, at)];
    return isDue(tellDue(entry), at) ? [tell(entry, 'updated', at)] : [];
  }

  const soonest = (): number | undefined => {
    let first: number | undefined;
    for (const entry of entries.values()) {
      const due = nextWake(entry);
      if (due !== undefined && (first === undefined || due < first)) first = due;
    }
    return first;
  };

  return {
    take(report) {
      const facts = take(report);
      // A time that is too early costs one look; searching all entries for each report would cost more.
      const entry = entries.get(keyOf(report));
      const due = entry && nextWake(entry);
      if (due !== undefined) wakeAt = Math.min(wakeAt ?? due, due);
      return facts;
    },
    nextWakeAt: () => wakeAt,
    advance(at) {
      const facts: IncidentFact[] = [];
      for (const entry of [...entries.values()]) {
        while (isDue(nextWake(entry), at) && entry.closedAt === null) facts.push(...settle(entry, at));
      }
      wakeAt = soonest();
      return facts;
    },
    sighted(at) {
      for (const entry of entries.values())
        if (entry.goneAt !== null && entry.state === 'open') entry.goneAt = at;
      wakeAt = soonest();
    },
    incidents: () => [...entries.values()].map(incidentOf),
    incident(id) {
      const entry = numbered.get(id);
      return entry && incidentOf(entry);
    },
    keep: () => ({ count, entries: [...entries.values()] }) as unknown as Json,
    restore(kept) {
      const { count: counted, entries: list } = kept as unknown as { count: number; entries: Entry[] };
      count = counted;
      for (const entry of list) {
        entries.set(entry.finding.key, entry);
        numbered.set(entry.id, entry);
      }
      wakeAt = soonest();
    },
  };
}

function keyOf(report: IncidentReport): string {
  if (report.kind === 'found' || report.kind === 'revised') return report.finding.key;
  return report.kind === 'moved' ? report.to : report.key;
}

/** Only the figures differ. */
function isSameTrouble(a: Finding, b: Finding): boolean {
  return (
    a.type === b.type &&
    a.severity === b.severity &&
    a.cause === b.cause &&
    a.scope.kind === b.scope.kind &&
    a.scope.id === b.scope.id
  );
}
