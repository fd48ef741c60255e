import type { Case } from '../core/handling/case.ts';
import type { Desk } from '../core/handling/desk.ts';
import { dueAt } from '../core/handling/limits.ts';
import { viewPromises } from '../core/handling/promise.ts';
import type { CaseRow } from '../core/service/case-row.ts';
import type { CaseRecord } from '../ledger/desk/port.ts';
import type { DeskKeep } from './port.ts';

/** What of the desk goes into the ledger with a checkpoint. */
export function deskKeep(desk: Desk): DeskKeep {
  return {
    record(id) {
      const kase = desk.find(id);
      return kase && caseRecord(kase);
    },
    incidents: desk.incidents,
    incident(id) {
      const kase = desk.find(id);
      return kase?.origin === 'people' ? kase.incident : undefined;
    },
    keep: desk.keep,
  };
}

function caseRecord(kase: Case): CaseRecord {
  const { incident, team, closedAt } = kase;
  const { id, area, openedAt } = incident;
  return { id, team, area, openedAt, closedAt, state: JSON.stringify(kase) };
}

export const caseOf = ({ state }: Pick<CaseRecord, 'state'>): Case => JSON.parse(state) as Case;

/** A case as figures and reports need it, its clocks counted for a time. */
export function caseRow(kase: Case, at: number): CaseRow {
  const { incident, promises, reports, team, stage, owner, disputed, stuckSince, closedAt } = kase;
  const { id, area, type, severity, cause, openedAt } = incident;
  const [first] = promises;
  const { responded, restored } = first?.milestones ?? {};
  return {
    ...{ id, area, team, type, severity, cause, stage, owner, disputed, stuckSince, closedAt },
    county: area.slice(0, 6),
    openedAt: Math.min(openedAt, first?.reportedAt ?? openedAt),
    respondedAt: responded ?? null,
    restoredAt: restored ?? null,
    dueAt: dueAt(kase, at),
    clocks: viewPromises(kase, at),
    pauses: first?.stops ?? [],
    reports: reports.map(({ at: saidAt, channel }) => ({ at: saidAt, channel })),
  };
}
