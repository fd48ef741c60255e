import type { Act, ActName, Actor, IncidentBody, ReportBody } from '@fengsui/config/contract';

/** What people do goes through it; resolves once it is in the ledger. Rejects with Refused, or with LedgerAway. */
export interface DeskDoor {
  act<N extends ActName>(id: string, name: N, act: Act<N>, by: Actor): Promise<void>;
  report(body: ReportBody & { area: string }, by: Actor): Promise<{ id: string; joined: boolean }>;
  open(body: IncidentBody & { area: string }, by: Actor): Promise<{ id: string }>;
}

/** Whom and what people name, as they are known here. */
export interface Names {
  /** Undefined where there is no such person. */
  person(id: string): Actor | undefined;
  /** The division of what somebody named; undefined where there is no such place. */
  areaOf(place: Pick<ReportBody, 'area' | 'device' | 'node'>): string | undefined;
}

/** Nothing can be written down, so nothing is promised: whoever asked asks again. */
export class LedgerAway extends Error {
  override name = 'LedgerAway';
}
