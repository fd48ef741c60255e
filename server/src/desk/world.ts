import type { Incident, OnCallAnswer, Shelf, ServiceStandard } from '@fengsui/config/contract';
import { Shelf as ShelfSchema } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { DeskWorld, Evidence } from '../core/handling/world.ts';
import { effectAt } from '../core/level/effects.ts';
import type { Levels } from '../core/level/levels.ts';
import type { OffsetAt } from '../core/level/local-time.ts';
import { standardFrom } from '../core/service/standard-from.ts';
import type { Records } from '../ledger/records/port.ts';
import type { Directory } from '../on-call/directory.ts';
import type { PlaceOf } from '../regions/incident-place.ts';
import type { Site } from '../site/model.ts';

export interface WorldParts {
  site: Pick<Site, 'divisions' | 'plant' | 'top'>;
  chain: (area: string) => readonly string[];
  fleet: Pick<Fleet, 'get' | 'states'>;
  directory: Directory;
  /** What is switched on; asked for each time. */
  levels: (at: number) => Levels;
  records: Pick<Records, 'all' | 'get'>;
  placeOf: PlaceOf;
  offsetAt: OffsetAt;
}

/** What the desk asks, answered from what is kept; `changed` after records were written. */
export interface LiveWorld extends DeskWorld {
  changed(): void;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export function createWorld(parts: WorldParts): LiveWorld {
  const { site, chain, fleet, directory, levels, records, placeOf, offsetAt } = parts;
  let standard: ServiceStandard | undefined;
  let shelves: readonly Shelf[] | undefined;

  const nodesAbove = (id: string): string[] => {
    const nodes: string[] = [];
    for (
      let node = site.plant.get(id);
      node && !nodes.includes(node.id);
      node = site.plant.get(node.parent ?? '')
    )
      nodes.push(node.id);
    return nodes;
  };
  const nodeOf = ({ kind, id }: Incident['scope']): string =>
    kind === 'device' ? (fleet.get(id)?.node ?? '') : kind === 'area' ? '' : id;

  return {
    standard: () => (standard ??= standardFrom(records.get('standard', 'current')?.value)),
    shelves(at) {
      shelves ??= records.all('shelf').flatMap(({ value }) => ShelfSchema.safeParse(value).data ?? []);
      return shelves.filter(({ from, until }) => from <= at && at < until);
    },
    changed() {
      standard = undefined;
      shelves = undefined;
    },
    classOf: ({ scope }) => (scope.kind === 'device' ? fleet.get(scope.id)?.class : undefined),
    duty: (area, at) => withLevel(directory, area || site.top, at, levels(at).levelAt(chain(area), at)),
    level: (area, at) => levels(at).levelAt(chain(area), at)?.level,
    person: directory.person,
    team: (id) => directory.team(id)?.name.zh,
    placeOf,
    evidence: (incident) =>
      evidenceOf(incident, fleet.states(), (state) => lies(state, incident, chain, nodesAbove)),
    above: (scope, area) => ({ nodes: nodesAbove(nodeOf(scope)), areas: chain(area) }),
    minutesOfDay: (at) => Math.floor((at + offsetAt(at)) / MINUTE_MS) % DAY_MINUTES,
    localTime: (at) => new Date(at + offsetAt(at)).toISOString().slice(5, 16).replace('T', ' '),
    county: (area) => site.divisions.get(area.slice(0, 6))?.name ?? '',
  };
}

/** A grave level calls the lead at once, beside whoever is on duty. */
function withLevel(
  directory: Directory,
  area: string,
  at: number,
  found: Parameters<typeof effectAt>[0],
): OnCallAnswer {
  const onCall = directory.current();
  const duty = onCall.onDuty(area, at);
  if (!effectAt(found).effect.atOnce.includes('lead')) return duty;
  const leadId = onCall.teamOf(area)?.lead;
  const lead = leadId === undefined ? undefined : directory.person(leadId);
  const [first, ...later] = duty.steps;
  if (!lead || !first || first.persons.some(({ id }) => id === lead.id)) return duty;
  const persons = [...first.persons, { id: lead.id, name: lead.name }];
  return { ...duty, steps: [{ ...first, persons }, ...later] };
}

function lies(
  state: DeviceState,
  { scope, area }: Incident,
  chain: (area: string) => readonly string[],
  nodesAbove: (id: string) => readonly string[],
): boolean {
  if (scope.kind === 'device') return state.id === scope.id;
  if (scope.kind === 'area') return chain(state.area).includes(area);
  return nodesAbove(state.node).includes(scope.id);
}

/** Devices that were ever heard, and those of them that are silent without having said so. */
function evidenceOf(
  { affected }: Incident,
  states: Iterable<DeviceState>,
  isThere: (state: DeviceState) => boolean,
): Evidence {
  if (affected.monitored > 0) return { lost: affected.lost, monitored: affected.monitored };
  const evidence = { lost: 0, monitored: 0 };
  for (const state of states) {
    if (state.link === 'UNKNOWN' || !isThere(state)) continue;
    evidence.monitored++;
    if (state.link === 'OFFLINE' || state.link === 'SUSPECT') evidence.lost++;
  }
  return evidence;
}
