import type {
  Birth,
  DeathReason,
  Incident,
  IncidentFact,
  Json,
  Metrics,
  Uplink,
} from '@fengsui/config/contract';
import type { Detector } from './detector.ts';
import type { DeviceFact } from './device/event.ts';
import type { DeviceIdentity } from './device/state.ts';
import { START } from './device/timeline.ts';
import type { Fleet } from './fleet/fleet.ts';
import { createFleet } from './fleet/fleet.ts';
import { createTally } from './fleet/tally.ts';
import { createBook } from './incident/book.ts';
import type { Report } from './incident/finding.ts';
import type { PlannedWindow } from './incident/maintenance.ts';
import type { MonitorSite, PlantNodeInfo } from './monitor-site.ts';
import { locateIn } from './plant/locate.ts';
import type { Plant } from './plant/plant.ts';
import { createPlant } from './plant/plant.ts';
import type { CampaignFact } from './play/campaign-fact.ts';
import { runDue } from './wakers.ts';

export interface StoryParts {
  site: MonitorSite;
  fleet: Fleet;
  plant: Plant;
}

export interface StoryOptions<D extends Detector> {
  devices: readonly (Partial<DeviceIdentity> & { id: string })[];
  /** As `[id, parent]`; the parent of the top is ''. */
  plant?: readonly (readonly [string, string])[];
  windows?: readonly PlannedWindow[];
  detector(parts: StoryParts): D;
}

/** What one detector makes of messages and time, as a test tells it; seconds count from `START`. */
export interface Story<D extends Detector> {
  readonly detector: D;
  readonly fleet: Fleet;
  at(seconds: number): Story<D>;
  birth(device: string, over?: Partial<Birth>): Story<D>;
  data(device: string, m: Metrics, over?: { seq?: number }): Story<D>;
  event(device: string, type: string, data?: Record<string, Json>): Story<D>;
  death(device: string, reason: DeathReason): Story<D>;
  blind(): Story<D>;
  sighted(): Story<D>;
  take(reports: readonly Report[]): Story<D>;
  now(): number;
  /** All that was told of incidents so far. */
  facts: IncidentFact[];
  campaigns: CampaignFact[];
  incidents(): Incident[];
  /** Every opening, as `seconds type scope severity`. */
  opened(): string[];
}

const POPULATION = 300;

/** The fleet, the detector and the book, and who wakes whom. */
function worldOf<D extends Detector>(options: StoryOptions<D>) {
  const site = siteOf(options);
  const tally = createTally(site.chain, site.top);
  const fleet = createFleet({ site: site.devices, tally, maxUnassigned: 1000 });
  const plant = createPlant(site.plant);
  const detector = options.detector({ site, fleet, plant });
  const locate = locateIn(plant, fleet, site.chain);
  const book = createBook({ windows: site.windows, locate, utcOffsetMs: 0 });
  const facts: IncidentFact[] = [];
  const campaigns: CampaignFact[] = [];

  const note = (reports: readonly Report[]): void => {
    for (const report of reports) {
      if (report.kind === 'campaign') campaigns.push(report.fact);
      else if (report.kind !== 'blind' && report.kind !== 'sighted') facts.push(...book.take(report));
    }
  };
  const tell = (told: readonly DeviceFact[]): void => {
    for (const fact of told) note(detector.fact?.(fact) ?? []);
  };
  const wakers = [
    { nextWakeAt: fleet.nextWakeAt, advance: (at: number) => (tell(fleet.advance(at)), []) },
    { nextWakeAt: detector.nextWakeAt, advance: (at: number) => (note(detector.advance(at)), []) },
    { nextWakeAt: book.nextWakeAt, advance: (at: number) => (facts.push(...book.advance(at)), []) },
  ];
  return { fleet, detector, book, facts, campaigns, note, tell, wakers };
}

/** What devices say: their lives and their numbers. */
function voicesOf(fleet: Fleet, now: () => number) {
  const seqs = new Map<string, number>();
  const boots = new Map<string, string>();
  const boot = (device: string): string => boots.get(device) ?? 'b1';
  const next = (device: string): number => {
    const seq = (seqs.get(device) ?? 0) + 1;
    seqs.set(device, seq);
    return seq;
  };
  return {
    boot,
    beat: (device: string, seq = next(device)) => ({ v: 1, boot: boot(device), seq, ts: now() }) as const,
    born(device: string, over: Partial<Birth>): Birth {
      const { class: name = 'eb_speaker', T = 60, area = '', node = '' } = fleet.get(device) ?? {};
      const base = { v: 1, boot: 'b1', seq: 0, ts: now(), class: name, T, area, parent: node } as const;
      const body = { ...base, ...over };
      boots.set(device, body.boot);
      seqs.set(device, body.seq);
      return body;
    },
  };
}

export function detectorStory<D extends Detector>(options: StoryOptions<D>): Story<D> {
  const { fleet, detector, book, facts, campaigns, note, tell, wakers } = worldOf(options);
  const { boot, beat, born } = voicesOf(fleet, () => now);
  let now = START;
  let isBlind = false;

  function arrive(device: string, said: Pick<Uplink, 'verb' | 'body'>): Story<D> {
    const message = { county: '441223', device, ...said } as Uplink;
    const judged = fleet.judge({ at: now, retained: false, message });
    if (typeof judged === 'string') throw new Error(judged);
    fleet.commit(judged);
    const { before, state, facts: told, sentAt = now } = judged;
    note(detector.observe({ at: now, sentAt, retained: false, message, before, state, facts: told }));
    return story;
  }

  const story: Story<D> = {
    detector,
    fleet,
    facts,
    campaigns,
    now: () => now,
    at(seconds) {
      now = START + seconds * 1000;
      if (!isBlind)
        runDue(
          () => wakers,
          now,
          () => undefined,
        );
      return story;
    },
    birth: (device, over = {}) => arrive(device, { verb: 'birth', body: born(device, over) }),
    data: (device, m, { seq } = {}) => arrive(device, { verb: 'data', body: { ...beat(device, seq), m } }),
    event: (device, type, data = {}) =>
      arrive(device, { verb: 'event', body: { ...beat(device), type, data } }),
    death: (device, reason) => arrive(device, { verb: 'death', body: { v: 1, boot: boot(device), reason } }),
    blind() {
      isBlind = true;
      tell(fleet.blind(now, 'broker_link_lost'));
      note(detector.blind?.(now, 'broker_link_lost') ?? []);
      return story;
    },
    sighted() {
      isBlind = false;
      fleet.sighted(now);
      book.sighted(now);
      note(detector.sighted?.(now) ?? []);
      return story;
    },
    take(reports) {
      note(reports);
      return story;
    },
    incidents: book.incidents,
    opened: () =>
      facts.flatMap(({ at, change, type, scope, severity }) =>
        change === 'opened' ? [`${(at - START) / 1000} ${type} ${scope.id} ${severity}`] : [],
      ),
  };
  return story;
}

function siteOf({ devices, plant = [['top', '']], windows = [] }: StoryOptions<Detector>): MonitorSite {
  return {
    top: '441200',
    devices: devices.map((device) => ({ ...SPEAKER, ...device })),
    plant: plant.map(([id, parent]): PlantNodeInfo => ({
      id,
      ...(parent !== '' && { parent }),
      kind: 'pon',
      name: id,
      area: '441223',
    })),
    people: () => ({ homes: 0, population: POPULATION }),
    chain: (area) =>
      [12, 9, 6]
        .filter((n) => area.length >= n)
        .map((n) => area.slice(0, n))
        .concat('441200'),
    windows,
    utcOffsetMs: 8 * 3_600_000,
  };
}

const SPEAKER: Omit<DeviceIdentity, 'id'> = {
  county: '441223',
  class: 'eb_speaker',
  area: '441223100201',
  node: 'top',
  name: '大喇叭',
  T: 60,
  lon: null,
  lat: null,
  flags: [],
};
