import type { Actor, Incident, IncidentBody, ReportBody } from '@fengsui/config/contract';
import { factOf } from '../incident/fact-of.ts';
import type { Numbering } from '../incident/incident-number.ts';
import type { Case, Report } from './case.ts';
import type { Effects } from './effects.ts';
import { DESK, nothing, say } from './effects.ts';
import type { DeskOutcome } from './outcome.ts';
import type { PeopleIncident } from './people-incidents.ts';
import { peopleIncident, reportNumber } from './people-incidents.ts';
import { explainedBy, join, scopeOf } from './reports.ts';
import { shut } from './stage.ts';
import type { DeskWorld } from './world.ts';

export interface ByPeopleParts {
  world: DeskWorld;
  numbering: Numbering;
  cases: ReadonlyMap<string, Case>;
  begin(incident: Incident, at: number, reports: readonly Report[] | undefined, out: DeskOutcome): Case;
  apply(kase: Case, effects: Effects, at: number, out: DeskOutcome): DeskOutcome;
}

interface Said {
  by: Actor;
  at: number;
  out: DeskOutcome;
}

/** Incidents that begin with people: reports of customers, and what somebody enters by hand. */
export function createByPeople({ world, numbering, cases, begin, apply }: ByPeopleParts) {
  /** How many incidents people have begun: the next one's number. */
  let count = 0;
  /** Those of theirs that are open: few, where the detectors' own may be thousands. */
  const open = new Set<string>();

  function start(found: PeopleIncident, reports: readonly Report[], out: DeskOutcome): Case {
    const incident = peopleIncident(reportNumber(found.at, ++count, numbering), found);
    out.facts.push(factOf(incident, 'opened', found.at));
    open.add(incident.id);
    return begin(incident, found.at, reports, out);
  }

  function merge(other: Case, into: string, at: number, out: DeskOutcome): void {
    const effects = nothing();
    effects.settled = { reason: 'merged', into };
    other.incident = { ...other.incident, state: 'merged', closedAt: at, updatedAt: at };
    shut(other, at);
    say(other, effects, { at, change: 'merged', by: DESK, because: { into } });
    out.facts.push({ ...factOf(other.incident, 'merged', at), because: { into } });
    apply(other, effects, at, out);
  }

  function* openCases(): Generator<Case> {
    for (const id of open) {
      const kase = cases.get(id);
      if (kase?.closedAt === null) yield kase;
      else open.delete(id);
    }
  }

  return {
    count: () => count,
    restore: (kept: number): void => void (count = kept),
    /** A case that was open before a restart. */
    know({ origin, closedAt, incident }: Case): void {
      if (origin === 'people' && closedAt === null) open.add(incident.id);
    },
    incidents: (): Incident[] => [...openCases()].map(({ incident }) => incident),

    report(body: ReportBody & { area: string }, { by, at, out }: Said): { id: string; joined: boolean } {
      const { channel, escalated, ref = null, words, area } = body;
      const report: Report = { at: Math.min(body.at ?? at, at), channel, escalated, ref, words };
      const scope = scopeOf(body);
      const kase = explainedBy(scope, area, cases.values(), world);
      const effects = nothing();
      if (kase) join(kase, report, { at, by, world, effects });
      if (kase) apply(kase, effects, at, out);
      const found = { scope, area, words, at, severity: 'minor', homes: 0, since: report.at } as const;
      const { incident } = kase ?? start({ ...found, origin: 'report' }, [report], out);
      return { id: incident.id, joined: kase !== undefined };
    },

    open(
      { severity, words, homes, ...place }: IncidentBody & { area: string },
      { by, at, out }: Said,
    ): string {
      const found = { severity, words, homes, at, since: at, area: place.area, scope: scopeOf(place) };
      const kase = start({ ...found, origin: 'hand' }, [], out);
      const effects = nothing();
      say(kase, effects, { at, change: 'noted', by, why: words, because: { opened: 'by_hand' } });
      apply(kase, effects, at, out);
      return kase.incident.id;
    },

    /** What people had said before, the detectors have found: it is one trouble. */
    gather(kase: Case, at: number, out: DeskOutcome): void {
      if (kase.origin === 'people') return;
      for (const other of [...openCases()]) {
        const { scope, area } = other.incident;
        if (explainedBy(scope, area, [kase], world) !== kase) continue;
        const effects = nothing();
        for (const report of other.reports) join(kase, report, { at, by: DESK, world, effects });
        apply(kase, effects, at, out);
        merge(other, kase.incident.id, at, out);
      }
    },

    /** Their own incidents change by acts; what the ledger lists follows. */
    follow(kase: Case, before: Incident['state'], at: number, out: DeskOutcome): void {
      const { state } = kase.incident;
      if (kase.origin !== 'people' || state === before || state === 'open') return;
      out.facts.push(factOf(kase.incident, state, at));
    },
  };
}
