import type { Report } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { ColumnTable } from './columns.ts';
import { createColumns } from './columns.ts';
import type { DueHeap } from '../due-heap.ts';
import { createDueHeap } from '../due-heap.ts';
import type { Evidence, Miss } from './evidence.ts';
import { createEvidence } from './evidence.ts';
import { createCommonDelay } from './common-delay.ts';
import { createLongestDelay } from './grace.ts';
import { KINDS } from './kinds.ts';
import type { Load } from './load.ts';
import { createLoad } from './load.ts';
import type { MissRates } from './miss-rates.ts';
import { createMassLoss } from './mass-loss.ts';
import { createMissRates } from './miss-rates.ts';
import { createThresholds } from './threshold.ts';

/** What the parts of the outage detector share. */
export interface World {
  readonly plant: Plant;
  readonly fleet: Pick<Fleet, 'at' | 'get'>;
  readonly people: MonitorSite['people'];
  /** Whether a device's signal has been falling, with its neighbours'. */
  readonly isFaded: (index: number) => boolean;
  readonly table: ColumnTable;
  readonly evidence: Evidence;
  readonly load: Load;
  readonly rates: MissRates;
  readonly longestDelay: ReturnType<typeof createLongestDelay>;
  readonly thresholds: ReturnType<typeof createThresholds>;
  readonly commonDelay: ReturnType<typeof createCommonDelay>;
  readonly massLoss: ReturnType<typeof createMassLoss>;
  readonly heap: DueHeap;
  /** Who is missing, by the device's number. */
  readonly misses: Map<number, Miss>;
  /** The devices right at each node. */
  readonly devicesAt: Map<number, number[]>;
  /** Before this a node is not looked at for a partial outage again, ms. */
  readonly partLookAt: Float64Array;
  /** How many devices there are whose silence alone matters. */
  watchers: number;
  /** What is to be told; taken by whoever called the detector. */
  reports: Report[];
}

export interface WorldParts {
  site: Pick<MonitorSite, 'people' | 'utcOffsetMs'>;
  plant: Plant;
  fleet: Pick<Fleet, 'at' | 'get'>;
  falseAlarmsPerDay: number;
  isFaded?: (index: number) => boolean;
}

const NEVER = (): boolean => false;

export function createWorld({ site, plant, fleet, falseAlarmsPerDay, isFaded = NEVER }: WorldParts): World {
  const load = createLoad(plant);
  return {
    plant,
    fleet,
    people: site.people,
    isFaded,
    table: createColumns(),
    evidence: createEvidence(plant),
    load,
    rates: createMissRates(KINDS.length, site.utcOffsetMs),
    longestDelay: createLongestDelay(KINDS.length),
    thresholds: createThresholds(plant, load, falseAlarmsPerDay),
    commonDelay: createCommonDelay(),
    massLoss: createMassLoss(),
    heap: createDueHeap(),
    misses: new Map(),
    devicesAt: new Map(),
    partLookAt: new Float64Array(plant.size),
    watchers: 0,
    reports: [],
  };
}

/** The devices at a node and below it. */
export function* devicesUnder({ plant, devicesAt }: World, node: number): Generator<number> {
  for (const below of plant.under(node)) yield* devicesAt.get(below) ?? [];
}
