import type { DeathReason, DeviceClassName, IncidentFact, Uplink } from '@fengsui/config/contract';
import type { DeviceIdentity } from '../device/state.ts';
import type { PlannedWindow } from '../incident/maintenance.ts';
import type { Monitor } from '../monitor.ts';
import { createMonitor } from '../monitor.ts';
import type { MonitorSite, PlantNodeInfo } from '../monitor-site.ts';

// A small town for timelines: a head-end with two hubs, three PONs each, two splitters below each PON.

export const START = 1_763_596_800_000;
const COUNTY = '441284';
const NETWORK_MS = 60;

export interface Box extends DeviceIdentity {
  /** When within its interval it beats, ms. */
  phase: number;
  boot: string;
  seq: number;
}

const node = (id: string, parent: string | undefined, kind: string): PlantNodeInfo => ({
  id,
  parent,
  kind,
  name: id,
  area: COUNTY,
});

function plantOfTown(): PlantNodeInfo[] {
  const nodes = [node('core', undefined, 'headend'), node('he', 'core', 'headend')];
  for (const hub of ['hub-1', 'hub-2']) {
    nodes.push(node(hub, 'he', 'hub'));
    for (const n of [1, 2, 3]) {
      const pon = `${hub}/pon-${n}`;
      nodes.push(node(pon, hub, 'pon'), node(`${pon}/a`, pon, 'splitter'), node(`${pon}/b`, pon, 'splitter'));
    }
  }
  return nodes;
}

const INTERVALS: Partial<Record<DeviceClassName, number>> = { site: 30, eb_speaker: 60, onu: 300, stb: 300 };

function boxesOfTown(everyS?: number): Box[] {
  const boxes: Box[] = [];
  const add = (at: string, kind: DeviceClassName, n: number): void => {
    const T = everyS ?? INTERVALS[kind] ?? 300;
    const id = `${kind}-${boxes.length}`;
    // Phases that are spread and never fall together.
    const phase = Math.floor(((boxes.length * 0.618_033_988_7 + n * 0.01) % 1) * T * 1000);
    const about = { id, county: COUNTY, class: kind, area: COUNTY, node: at, name: id, lon: null, lat: null };
    boxes.push({ ...about, T, flags: [], phase, boot: 'b1', seq: 0 });
  };
  for (const { id, kind } of plantOfTown()) {
    if (kind === 'hub') add(id, 'site', 0);
    if (kind === 'pon') for (const n of [1, 2]) add(id, 'eb_speaker', n);
    if (kind === 'splitter') for (let n = 0; n < 9; n++) add(id, n < 6 ? 'onu' : 'stb', n);
  }
  return boxes;
}

export interface Town {
  readonly monitor: Monitor;
  readonly boxes: readonly Box[];
  readonly facts: IncidentFact[];
  now(): number;
  /** Those at a node and below it. */
  below(nodeId: string): Box[];
  /** From now on these say nothing; `until` they do again. */
  silence(boxes: readonly Box[]): Town;
  restore(boxes: readonly Box[], how?: 'reconnect' | 'cold'): Town;
  /** Lets time pass, with every beat in it. */
  pass(minutes: number): Town;
  send(box: Box, message: Pick<Uplink, 'verb'> & { body: Record<string, unknown> }): Town;
  gasp(boxes: readonly Box[]): Town;
  death(boxes: readonly Box[], reason: DeathReason): Town;
  /** The same town before another monitor. */
  continueOn(monitor: Monitor): Town;
  /** Every change of every incident, as `minutes change type scope cause`. */
  story(): string[];
}

export interface TownOptions {
  /** One interval for all, seconds. */
  everyS?: number;
  windows?: readonly PlannedWindow[];
  /** Looks at the clock so often besides, ms. */
  tickMs?: number;
  /** Says whether a beat is lost on the way, by the number of the beat. */
  isLost?: (beat: number) => boolean;
  /** How late a beat comes, ms. */
  delay?: (beat: number, sentAt: number) => number;
  /** All that arrives within so many ms arrives at one instant, in this order. */
  atOnce?: { ms: number; order: (a: Box, b: Box) => number };
}

export function siteOfTown(boxes: readonly Box[], windows: readonly PlannedWindow[] = []): MonitorSite {
  return {
    top: COUNTY,
    devices: boxes,
    plant: plantOfTown(),
    people: () => ({ homes: 1, population: 3 }),
    chain: () => [COUNTY],
    windows,
    utcOffsetMs: 8 * 3_600_000,
  };
}

export function town(options: TownOptions = {}): Town {
  const boxes = boxesOfTown(options.everyS);
  let monitor = createMonitor({ site: siteOfTown(boxes, options.windows) });
  const silent = new Set<Box>();
  const facts: IncidentFact[] = [];
  let now = START;
  let beats = 0;

  function note(some: ReturnType<Monitor['arrive']>): void {
    if (typeof some === 'string') throw new Error(some);
    for (const fact of some) if (fact.kind === 'incident') facts.push(fact);
  }

  function arrive(box: Box, verb: Uplink['verb'], body: Record<string, unknown>, at: number): void {
    const message = { county: COUNTY, device: box.id, verb, body } as unknown as Uplink;
    note(monitor.advance(at));
    note(monitor.arrive({ at, retained: false, message }));
  }

  function birth(box: Box, at: number, reason: string): void {
    const { boot, T, class: kind, area, node: parent } = box;
    arrive(
      box,
      'birth',
      { v: 1, boot, seq: box.seq++, ts: at - NETWORK_MS, class: kind, T, area, parent, boot_reason: reason },
      at,
    );
  }

  /** The beats of the next stretch of time, in the order in which they arrive. */
  function beatsUntil(until: number): { at: number; sentAt: number; box: Box }[] {
    const list: { at: number; sentAt: number; box: Box }[] = [];
    for (const box of boxes) {
      if (silent.has(box)) continue;
      const T = box.T * 1000;
      const first = START + box.phase + Math.ceil(Math.max(0, now - START - box.phase) / T) * T;
      for (let sentAt = first; sentAt < until; sentAt += T) {
        const beat = beats++;
        if (options.isLost?.(beat)) continue;
        list.push({ at: sentAt + NETWORK_MS + (options.delay?.(beat, sentAt) ?? 0), sentAt, box });
      }
    }
    if (options.atOnce) return together(list, options.atOnce);
    return list.sort((a, b) => a.at - b.at || (a.box.id < b.box.id ? -1 : 1));
  }

  function together(list: ReturnType<typeof beatsUntil>, { ms, order }: NonNullable<TownOptions['atOnce']>) {
    const rounded = list.map((beat) => ({ ...beat, at: Math.ceil(beat.at / ms) * ms }));
    return rounded.sort((a, b) => a.at - b.at || order(a.box, b.box) || a.sentAt - b.sentAt);
  }

  const self: Town = {
    get monitor() {
      return monitor;
    },
    continueOn(next) {
      monitor = next;
      return self;
    },
    boxes,
    facts,
    now: () => now,
    below: (id) =>
      boxes.filter((box) => box.node === id || box.node.startsWith(`${id}/`) || id === 'he' || id === 'core'),
    silence(some) {
      for (const box of some) silent.add(box);
      return self;
    },
    restore(some, how = 'reconnect') {
      for (const box of some) {
        silent.delete(box);
        if (how === 'cold') Object.assign(box, { boot: `${box.boot}0`, seq: 0 });
        birth(box, now, how);
      }
      return self;
    },
    pass(minutes) {
      const until = now + minutes * 60_000;
      for (const { at, sentAt, box } of beatsUntil(until)) {
        for (let tick = now + (options.tickMs ?? Infinity); tick < at; tick += options.tickMs ?? Infinity)
          note(monitor.advance(tick));
        arrive(box, 'data', { v: 1, boot: box.boot, seq: box.seq++, ts: sentAt, m: {} }, at);
        now = Math.max(now, Math.min(at, until));
      }
      note(monitor.advance(until));
      now = until;
      return self;
    },
    send(box, { verb, body }) {
      arrive(box, verb, body, now);
      return self;
    },
    gasp(some) {
      for (const box of some) {
        now += 20;
        arrive(
          box,
          'event',
          { v: 1, boot: box.boot, seq: box.seq++, ts: now - NETWORK_MS, type: 'dying_gasp', data: {} },
          now,
        );
      }
      return self;
    },
    death(some, reason) {
      for (const box of some) arrive(box, 'death', { v: 1, boot: box.boot, reason }, now);
      return self;
    },
    story: () =>
      facts
        .filter(({ change }) => change !== 'updated')
        .map(
          ({ at, change, type, scope, cause }) =>
            `${Math.floor((at - START) / 60_000)} ${change} ${type} ${scope.id} ${cause}`,
        ),
  };
  for (const box of boxes) birth(box, START, 'cold');
  return self.pass(15);
}
