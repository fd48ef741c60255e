import type { Incident, IncidentFact, Json } from '@fengsui/config/contract';
import type { CountyRows } from '../ledger/county/port.ts';
import type { Ledger } from '../ledger/port.ts';
import { openIncidents } from './border.ts';
import type { Bundle } from './bundle.ts';
import { HandOverRefused, asText, keptParts, lastStep } from './hand-over.ts';
import type { Parts } from './parts/index.ts';
import { joinParts } from './parts/index.ts';

/** The broker keeps a county's messages for us from now on; its bundle is on the way. */
export function awaitCounty(ledger: Ledger, county: string, at: number): void {
  const last = lastStep(ledger, county);
  if (last?.state === 'awaited') return;
  if (last?.state === 'taken' || isKept(ledger, county))
    throw new HandOverRefused(`${county} is here already`);
  ledger.noteHandOver({ county, state: 'awaited', bundle: '', peer: '', at });
}

/** The county will not come. */
export function abandonCounty(ledger: Ledger, county: string, at: number): void {
  const last = lastStep(ledger, county);
  if (last?.state === 'abandoned') return;
  if (last?.state !== 'awaited') throw new HandOverRefused(`${county} is not awaited here`);
  ledger.noteHandOver({ county, state: 'abandoned', bundle: '', peer: '', at });
}

/** Puts a county in; once, however often it is asked to. Answers false where it had been done before. */
export function takeOver(ledger: Ledger, bundle: Bundle, name: string, at: number): boolean {
  const { county, id, from, to } = bundle;
  const last = lastStep(ledger, county);
  if (ledger.handOvers().some((step) => step.state === 'taken' && step.bundle === id)) {
    if (last?.state === 'taken') return false;
    throw new HandOverRefused(
      `this bundle of ${county} was taken over before, and ${county} has gone on since`,
    );
  }
  const isOwn = from === name && last?.state === 'handed_over' && last.bundle === id;
  if (!isOwn) refuseUnlessMeant(ledger, bundle, name);
  const mine = keptParts(ledger);
  const { rows, parts } = withoutTwins(bundle, mine);
  ledger.putIn(
    { county, state: 'taken', bundle: id, peer: isOwn ? to : from, at },
    rows,
    asText(joinParts(mine, parts)),
  );
  return true;
}

function refuseUnlessMeant(ledger: Ledger, { county, to, rows }: Bundle, name: string): void {
  if (to !== name) throw new HandOverRefused(`this bundle is meant for ${to}, and this server is ${name}`);
  if (lastStep(ledger, county)?.state !== 'awaited')
    throw new HandOverRefused(
      `${county} is not awaited here: what comes meanwhile would be missed (fengsui take-over --subscribe ${county})`,
    );
  if (isKept(ledger, county)) throw new HandOverRefused(`${county} is here already`);
  const known = rows.incidents.find((incident) => ledger.incident(incident.id) !== undefined);
  if (known) throw new HandOverRefused(`the number ${known.id} stands for another incident here`);
}

function isKept(ledger: Ledger, county: string): boolean {
  return ledger.county(county).devices.length > 0;
}

/**
 * One trouble, one incident: what is open here under the same key (a play that reached neither server's
 * terminals) takes in the one that comes.
 */
function withoutTwins({ rows, parts, at }: Bundle, mine: Parts): { rows: CountyRows; parts: Parts } {
  const ours = new Map(openIncidents(mine['book']).map(({ key, id }) => [key, id]));
  const twins = new Map(
    openIncidents(parts['book']).flatMap(({ key, id }) => {
      const into = ours.get(key);
      return into === undefined ? [] : [[id, into] as const];
    }),
  );
  if (twins.size === 0) return { rows, parts };
  const incidents = rows.incidents.map((incident) => {
    const into = twins.get(incident.id);
    return into === undefined ? incident : mergedInto(incident, into, at);
  });
  const told = incidents.filter(({ id }) => twins.has(id)).map((incident) => mergedFact(incident, at));
  return {
    rows: { ...rows, incidents, incidentFacts: [...rows.incidentFacts, ...told] },
    parts: { ...parts, book: bookWithout(parts['book'] ?? null, twins) },
  };
}

function mergedInto(incident: Incident, into: string, at: number): Incident {
  return {
    ...incident,
    state: 'merged',
    closedAt: at,
    updatedAt: at,
    because: { ...incident.because, into },
  };
}

function mergedFact(incident: Incident, at: number): IncidentFact {
  const { id, type, scope, severity, cause, affected, because } = incident;
  return { at, kind: 'incident', change: 'merged', id, type, scope, severity, cause, affected, because };
}

function bookWithout(book: Json, twins: ReadonlyMap<string, string>): Json {
  const { entries, ...rest } = book as { entries: { id: string }[] };
  return { ...rest, entries: entries.filter(({ id }) => !twins.has(id)) } as unknown as Json;
}
