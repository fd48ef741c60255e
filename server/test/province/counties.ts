import type { IncidentFact, Json, Uplink } from '@fengsui/config/contract';
import type { DeviceState } from '../../src/core/device/state.ts';
import type { CoreFact, Monitor } from '../../src/core/monitor.ts';
import { createMonitor } from '../../src/core/monitor.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import type { Ledger, LinkTransition } from '../../src/ledger/port.ts';
import { monitorSite } from '../../src/monitor-site.ts';
import type { SiteFiles } from '../../src/site/build-site.ts';
import { buildSite } from '../../src/site/build-site.ts';
import type { Site, SiteDevice } from '../../src/site/model.ts';
import { onlyCounties } from '../../src/site/only-counties.ts';

// Three small counties for timelines: a head-end each, two hubs below it, two PONs below each of those.

export const START = 1_763_596_800_000;
export const X = '441223';
export const Y = '441284';
export const Z = '441224';
export const COUNTIES = [X, Y, Z];
const T_MS = 60_000;
const NETWORK_MS = 60;

/** Where lines break. */
export const placesIn = (county: string): string[] => [
  `hub-${county}-1`,
  `pon-${county}-1-1`,
  `pon-${county}-1-2`,
  `pon-${county}-2-2`,
];

function rowsOf(county: string, T: number): { plant: string[]; devices: string[] } {
  const plant = [`he-${county},core,headend,${county},${county},,`];
  const devices: string[] = [];
  for (const h of [1, 2]) {
    plant.push(`hub-${county}-${h},he-${county},hub,${county}-${h},${county},,`);
    devices.push(`site-${county}-${h},site,hub-${county}-${h},${county},,,,${T},,`);
    for (const p of [1, 2]) {
      plant.push(`pon-${county}-${h}-${p},hub-${county}-${h},pon,${county}-${h}-${p},${county},,`);
      devices.push(...boxesAt(`${county}-${h}-${p}`, county, T));
    }
  }
  return { plant, devices };
}

/** Two loudspeakers and six boxes. */
function boxesAt(place: string, county: string, T: number): string[] {
  return Array.from({ length: 8 }, (_, i) => {
    const [name, kind] = i < 2 ? ['eb', 'eb_speaker'] : ['onu', 'onu'];
    return `${name}-${place}-${i},${kind},pon-${place},${county},,,,${T},1,3`;
  });
}

function transitionOf({ device, at, from, to, because }: LinkTransition): LinkTransition {
  return { device, at, from, to, because };
}

/** The files of the site. @param T what every device promises, in seconds */
export function filesOfCounties(T = 60): Record<'divisions' | 'plant' | 'devices', string> {
  const rows = COUNTIES.map((county) => rowsOf(county, T));
  const text = (...lines: string[]): string => `${lines.join('\n')}\n`;
  return {
    divisions: text(
      'code,parent,level,name',
      '441200,440000,city,肇庆市',
      ...COUNTIES.map((code) => `${code},441200,county,${code}`),
    ),
    plant: text(
      'id,parent,kind,name,area,lon,lat',
      'core,,headend,总前端,441200,,',
      ...rows.flatMap(({ plant }) => plant),
    ),
    devices: text(
      'id,class,node,area,name,lon,lat,T,homes,population',
      ...rows.flatMap(({ devices }) => devices),
    ),
  };
}

export function siteOfCounties(T?: number): Site {
  const files = Object.entries(filesOfCounties(T)).map(([name, text]) => [name, Buffer.from(text)]);
  const read = buildSite(Object.fromEntries(files) as SiteFiles);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.site;
}

/** A line is down from one time to another, in minutes; afterwards its devices are there again. */
export interface Break {
  place: string;
  from: number;
  to: number;
  /** They had no power either, and start anew. */
  isCold: boolean;
}

export interface Sent {
  at: number;
  message: Uplink;
}

/** All that devices send in so many minutes, in the order in which it arrives. */
export function messagesOf(site: Site, minutes: number, breaks: readonly Break[]): Sent[] {
  const sent = [...site.devices.values()].flatMap((device, i) => {
    const isBelow = (place: string): boolean =>
      device.node === place || device.node.startsWith(`${place.replace('hub', 'pon')}-`);
    const phase = Math.floor(((i * 0.618_033_988_7) % 1) * T_MS);
    return lifeOf(
      device,
      START + phase,
      minutes,
      breaks.filter(({ place }) => isBelow(place)),
    );
  });
  return sent.sort((a, b) => a.at - b.at || (a.message.device < b.message.device ? -1 : 1));
}

/** What it measures while its line is down never arrives. */
function lifeOf(device: SiteDevice, begins: number, minutes: number, breaks: readonly Break[]): Sent[] {
  const { id, area, node, class: kind } = device;
  const sent: Sent[] = [];
  let [seq, lives, wasDown] = [0, 1, true];
  const say = (at: number, verb: Uplink['verb'], more: Record<string, Json>): void => {
    const body = { v: 1, boot: `b${lives}`, seq: seq++, ts: at - NETWORK_MS, ...more };
    sent.push({ at, message: { county: area, device: id, verb, body } as unknown as Uplink });
  };
  const bear = (at: number, isCold: boolean): void => {
    if (sent.length > 0 && isCold) [seq, lives] = [0, lives + 1];
    const reason = isCold ? 'cold' : 'reconnect';
    say(at, 'birth', { class: kind, T: 60, area, parent: node, boot_reason: reason });
  };
  for (let minute = 0; minute < minutes; minute++) {
    const at = begins + minute * T_MS;
    const isDown = breaks.some(({ from, to }) => at >= START + from * T_MS && at < START + to * T_MS);
    if (isDown) seq++;
    else if (wasDown)
      bear(
        at,
        breaks.some(({ isCold, from }) => isCold && minute > from),
      );
    else say(at, 'data', { m: { 'sys.uptime_s': minute * 60 } });
    wasDown = isDown;
  }
  return sent;
}

/** A server as far as decisions go: it may be stopped and started, and keeps everything in its ledger. */
export interface Server {
  readonly ledger: Ledger;
  readonly name: string;
  monitor(): Monitor;
  arrive(sent: Sent): void;
  /** Lets time pass. */
  pass(at: number): void;
  stop(): void;
  start(counties: readonly string[], at: number): void;
  states(county: string): DeviceState[];
}

export function serverOf(site: Site, name: string, counties: readonly string[], at: number): Server {
  const ledger = createMemoryLedger();
  let monitor: Monitor;
  let facts: CoreFact[] = [];
  let served = new Set<string>();

  const note = (some: readonly CoreFact[]): void => some.forEach((fact) => facts.push(fact));

  function start(list: readonly string[], now: number): void {
    served = new Set(list);
    const core = monitorSite(onlyCounties(site, list), now);
    monitor = createMonitor({ site: core, server: name });
    const states = [...ledger.devices()].map(({ state }) => JSON.parse(state) as DeviceState);
    const parts = Object.entries(ledger.parts()).map(([part, text]) => [part, JSON.parse(text) as Json]);
    monitor.restore(states, Object.fromEntries(parts) as Record<string, Json>, now);
    note(monitor.blind(now, 'server_restarted'));
    note(monitor.link('up', now));
  }

  const server: Server = {
    ledger,
    name,
    monitor: () => monitor,
    arrive({ at: when, message }) {
      if (!served.has(message.county)) return;
      note(monitor.advance(when));
      const answer = monitor.arrive({ at: when, retained: false, message });
      if (typeof answer === 'string') throw new Error(answer);
      note(answer);
    },
    pass: (until) => note(monitor.advance(until)),
    stop() {
      const incidentFacts = facts.filter((fact): fact is IncidentFact => fact.kind === 'incident');
      const ids = new Set(incidentFacts.map(({ id }) => id));
      ledger.commit({
        journal: name,
        offset: 0,
        devices: [...monitor.fleet.states()].map((state) => ({ id: state.id, state: JSON.stringify(state) })),
        transitions: facts.flatMap((fact) => (fact.kind === 'link' ? transitionOf(fact) : [])),
        incidents: [...ids].flatMap((id) => monitor.incident(id) ?? []),
        incidentFacts,
        parts: Object.fromEntries(
          Object.entries(monitor.keep('all')).map(([part, kept]) => [part, JSON.stringify(kept)]),
        ),
      });
      facts = [];
    },
    start,
    states: (county) => [...monitor.fleet.states()].filter((state) => state.county === county),
  };
  start(counties, at);
  return server;
}
