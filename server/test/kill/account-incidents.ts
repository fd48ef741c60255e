import type { Incident, IncidentChange, IncidentFact, IncidentState } from '@fengsui/config/contract';
import type { Fault } from './fleet.ts';
import type { Sighting } from './observer.ts';

export interface KeptIncident {
  incident: Incident;
  timeline: readonly IncidentFact[];
}

/** From which state a change may be told, and the state after it. */
const CHANGES: Readonly<
  Record<IncidentChange, { from: readonly (IncidentState | 'none')[]; to?: IncidentState }>
> = {
  opened: { from: ['none'], to: 'open' },
  updated: { from: ['open', 'recovered'] },
  recovered: { from: ['open'], to: 'recovered' },
  reopened: { from: ['recovered'], to: 'open' },
  closed: { from: ['open', 'recovered'], to: 'closed' },
  merged: { from: ['open', 'recovered'], to: 'merged' },
};

/** What is wrong with a timeline: it begins once, goes forward in time, and each change follows from the state before. */
export function timelineFaults({ incident, timeline }: KeptIncident): string[] {
  const faults: string[] = [];
  const rows = new Set<string>();
  let state: IncidentState | 'none' = 'none';
  let latest = -Infinity;
  for (const { id, at, change } of timeline) {
    const say = (what: string) => faults.push(`${incident.id}: ${change} at ${at} ${what}`);
    const { from, to } = CHANGES[change];
    if (id !== incident.id) say(`is of ${id}`);
    if (rows.has(`${at}/${change}`)) say('is there twice');
    rows.add(`${at}/${change}`);
    if (at < latest) say(`comes after ${latest}`);
    latest = Math.max(latest, at);
    if (!from.includes(state)) say(`follows on ${state}`);
    state = to ?? state;
  }
  if (state !== incident.state)
    faults.push(`${incident.id}: stands as ${incident.state}, its timeline ends ${state}`);
  if (timeline[0]?.at !== incident.openedAt) faults.push(`${incident.id}: its opening is not its first line`);
  return faults;
}

/**
 * Two that are both not over, of the same kind at the same place, are one incident told twice; but people may
 * say as much of one place as they like.
 */
export function doubledIncidents(kept: readonly KeptIncident[]): string[] {
  const live = kept
    .filter(({ incident: { state } }) => state === 'open' || state === 'recovered')
    .filter(({ incident: { type } }) => type !== 'reported');
  const names = live.map(({ incident: { type, scope } }) => `${type} ${scope.kind}:${scope.id}`);
  return names.filter((name, i) => names.indexOf(name) !== i);
}

/** What somebody was shown and what is not in the ledger as it was shown. */
export function forgotten(seen: Iterable<Sighting>, kept: readonly KeptIncident[]): string[] {
  const byId = new Map(kept.map((one) => [one.incident.id, one]));
  return [...seen].flatMap(({ id, type, openedAt, rows }) => {
    const one = byId.get(id);
    if (!one) return [`${id}: ${type} of ${openedAt} is gone`];
    const { incident, timeline } = one;
    const isOther = incident.type !== type || incident.openedAt !== openedAt;
    const lines = new Set(timeline.map((row) => JSON.stringify(row)));
    const lost = [...rows.values()].filter((row) => !lines.has(JSON.stringify(row)));
    return [
      ...(isOther ? [`${id}: was ${type} of ${openedAt}, is ${incident.type} of ${incident.openedAt}`] : []),
      ...lost.map(({ at, change }) => `${id}: ${change} at ${at} was shown and is not there`),
    ];
  });
}

const ABOUT_DEVICES: readonly Incident['type'][] = ['outage', 'device_down'];

export interface FaultAccount {
  /** Watched faults without exactly one incident, with how many there are. */
  wrongCount: string[];
  /** Incidents about places where nothing had failed. */
  unfounded: string[];
}

/** @param scopesOf where an incident was ever said to be: it may have moved */
export function accountFaults(
  faults: readonly Fault[],
  kept: readonly KeptIncident[],
  scopesOf: (id: string) => ReadonlySet<string>,
): FaultAccount {
  const outages = kept.filter(({ incident }) => ABOUT_DEVICES.includes(incident.type));
  const placesOf = ({ incident }: KeptIncident) => new Set([incident.scope.id, ...scopesOf(incident.id)]);
  const watched = faults.filter(({ isWatched }) => isWatched);
  return {
    wrongCount: watched.flatMap(({ scope }) => {
      const count = outages.filter((one) => placesOf(one).has(scope)).length;
      return count === 1 ? [] : [`${scope}: ${count} incidents`];
    }),
    unfounded: outages
      .filter(
        (one) => !faults.some((fault) => placesOf(one).has(fault.scope) && isWithin(one.incident, fault)),
      )
      .map(({ incident: { id, type, scope, openedAt } }) => `${id}: ${type} of ${scope.id} at ${openedAt}`),
  };
}

/** Called while the fault lasted, or while its devices were coming back. */
const RETURN_MS = 15_000;

function isWithin({ openedAt }: Incident, { from, to = Infinity }: Fault): boolean {
  return openedAt >= from && openedAt <= to + RETURN_MS;
}
