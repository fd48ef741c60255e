import type { Json } from '@fengsui/config/contract';
import type { HandOver } from '../ledger/county/port.ts';
import type { Ledger } from '../ledger/port.ts';
import type { PlantNode } from '../site/model.ts';
import { borderOf, openIncidents } from './border.ts';
import { packBundle } from './bundle.ts';
import type { Parts } from './parts/index.ts';
import { splitParts } from './parts/index.ts';

/** Says why a county cannot be handed over or taken over now, and what to do. */
export class HandOverRefused extends Error {
  override name = 'HandOverRefused';
}

export interface HandOverOrder {
  county: string;
  /** Names of the servers. */
  from: string;
  to: string;
  /** ms UTC. */
  at: number;
  /** For the bundle, if there is none yet. */
  id: string;
  /** The whole plant, not only that of the counties served. */
  plant: ReadonlyMap<string, PlantNode>;
}

export interface HandedOver {
  id: string;
  bytes: Uint8Array;
  devices: number;
  incidents: number;
  /** Numbers of incidents that are open and lie above the county: they stay here. */
  stay: string[];
  /** It had been handed over before: this is the very same bundle. */
  isAgain: boolean;
}

/** Where a county stands with this server; undefined where it was never handed anywhere. */
export function lastStep(ledger: Pick<Ledger, 'handOvers'>, county: string): HandOver | undefined {
  return ledger.handOvers().findLast((step) => step.county === county);
}

/**
 * Takes a county out of the ledger. From then on there is one bundle of it, which the ledger keeps too:
 * asked again, it is given again, whatever has become of the file.
 */
export function handOver(ledger: Ledger, order: HandOverOrder): HandedOver {
  const { county, from, to, at, id, plant } = order;
  const last = lastStep(ledger, county);
  if (last?.state === 'handed_over') return again(ledger, last, to);
  if (last?.state === 'awaited')
    throw new HandOverRefused(`${county} has not come here yet: it is awaited (fengsui take-over --bundle)`);
  const rows = ledger.county(county);
  if (rows.devices.length === 0 && rows.incidents.length === 0)
    throw new HandOverRefused(`nothing is kept of ${county} here; the other server may simply serve it`);
  const parts = keptParts(ledger);
  const border = borderOf(county, rows, plant, parts);
  const { left, taken } = splitParts(parts, border);
  const bytes = packBundle({ id, county, from, to, at, rows, parts: taken });
  ledger.takeOut({ county, state: 'handed_over', bundle: id, peer: to, at }, bytes, asText(left));
  const stay = openIncidents(left['book']).filter(({ area }) => area !== '' && isAbove(area, county));
  return {
    id,
    bytes,
    devices: rows.devices.length,
    incidents: rows.incidents.length,
    stay: stay.map((entry) => entry.id),
    isAgain: false,
  };
}

function again(ledger: Ledger, { county, bundle: id, peer }: HandOver, to: string): HandedOver {
  const bytes = ledger.bundle(id);
  if (peer !== to || !bytes)
    throw new HandOverRefused(`${county} was handed over to ${peer} already (bundle ${id})`);
  return { id, bytes, devices: 0, incidents: 0, stay: [], isAgain: true };
}

/** A city's code ends in 00. */
function isAbove(area: string, county: string): boolean {
  return area.length === county.length && area.endsWith('00') && county.startsWith(area.slice(0, 4));
}

export function keptParts(ledger: Pick<Ledger, 'parts'>): Parts {
  const parts = Object.entries(ledger.parts());
  return Object.fromEntries(parts.map(([name, text]) => [name, JSON.parse(text) as Json]));
}

export function asText(parts: Parts): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, kept]) => [name, JSON.stringify(kept)]));
}
