import type { Incident, IncidentFact, Json } from '@fengsui/config/contract';
import { createDetectors } from './detectors.ts';
import type { BlindReason, DeviceFact, SampleVerdict } from './device/event.ts';
import type { DeviceState } from './device/state.ts';
import type { SeqRange } from './device/seq-ranges.ts';
import type { Arrival, Fleet, Judged, Refusal } from './fleet/fleet.ts';
import { createFleet } from './fleet/fleet.ts';
import { createTally } from './fleet/tally.ts';
import { createBook } from './incident/book.ts';
import type { Report } from './incident/finding.ts';
import type { MonitorSite } from './monitor-site.ts';
import { locateIn } from './plant/locate.ts';
import { createPlant } from './plant/plant.ts';
import { runDue } from './wakers.ts';

export type CoreFact = DeviceFact | IncidentFact;

const NOTHING: SampleVerdict = { shiftMs: 0, skip: [] };

export interface MonitorOptions {
  site: MonitorSite;
  /** So many devices that no file names are taken. */
  maxUnassigned?: number;
  /** Outages that may be called falsely in a day, over the whole site. */
  falseAlarmsPerDay?: number;
}

/**
 * The whole of what is decided: devices, what is wrong with them, and the incidents that come of it.
 * No I/O, no clock. The live server, `replay` and `drill` drive this very object.
 *
 * Time must not go back: call `advance(at)` before an arrival of the same `at`.
 */
export interface Monitor {
  readonly fleet: Fleet;
  /**
   * Decides on a message. `writeDown` is called before anything takes effect; if it throws, nothing has
   * happened.
   */
  arrive(arrival: Arrival, writeDown?: (verdict: SampleVerdict) => void): readonly CoreFact[] | Refusal;
  /** Everything that time alone brings about up to `at`, each at its own due time. */
  advance(at: number): CoreFact[];
  /** Nothing can be seen: nobody is judged, and after a few seconds it is said. */
  blind(at: number, because: BlindReason): CoreFact[];
  sighted(at: number): CoreFact[];
  /** The server's own link to its broker. */
  link(state: 'down' | 'up', at: number): CoreFact[];
  giveUp(device: string, boot: string, range: SeqRange, at: number): void;
  /** Those that are open, or have recovered and may come back. */
  incidents(): Incident[];
  /** What must survive a restart, beside the devices: by part, JSON. */
  keep(): Record<string, Json>;
  restore(devices: Iterable<DeviceState>, parts: Readonly<Record<string, Json>>, at: number): void;
}

export function createMonitor({
  site,
  maxUnassigned = 100_000,
  falseAlarmsPerDay = 0.1,
}: MonitorOptions): Monitor {
  const tally = createTally(site.chain, site.top);
  const fleet = createFleet({ site: site.devices, tally, maxUnassigned });
  const plant = createPlant(site.plant);
  const book = createBook({
    windows: site.windows,
    locate: locateIn(plant, fleet, site.chain),
    utcOffsetMs: site.utcOffsetMs,
  });
  const { platform, ...seeing } = createDetectors({ site, fleet, plant, falseAlarmsPerDay });
  const detectors = Object.entries({ platform, ...seeing });
  let isBlind = false;

  const noted = (reports: readonly Report[]): IncidentFact[] =>
    reports.flatMap((report) => [...book.take(report)]);

  function tellAll(facts: readonly DeviceFact[]): CoreFact[] {
    const all: CoreFact[] = [...facts];
    for (const fact of facts) {
      for (const [, detector] of detectors) if (detector.fact) all.push(...noted(detector.fact(fact)));
    }
    return all;
  }

  /** Who is called when, while we see and while we do not. */
  const fleetWaker = { nextWakeAt: fleet.nextWakeAt, advance: (at: number) => tellAll(fleet.advance(at)) };
  const detectorWakers = detectors.map(([name, detector]) => ({
    name,
    nextWakeAt: detector.nextWakeAt,
    advance: (at: number): readonly CoreFact[] => noted(detector.advance(at)),
  }));
  const wakersInSight = [fleetWaker, ...detectorWakers, book];
  const wakersBlind = detectorWakers.filter(({ name }) => name === 'platform');

  function observe(judged: Judged, { at, retained, message }: Arrival): CoreFact[] {
    const { before, state, facts, sentAt = at } = judged;
    const all: CoreFact[] = [...facts];
    const observed = { at, sentAt, retained, message, before, state, facts };
    for (const [, detector] of detectors) {
      const reports = detector.observe(observed);
      if (reports.length > 0) all.push(...noted(reports));
    }
    return all;
  }

  function blind(at: number, because: BlindReason): CoreFact[] {
    isBlind = true;
    const facts: CoreFact[] = fleet.blind(at, because);
    for (const [, detector] of detectors)
      if (detector.blind) facts.push(...noted(detector.blind(at, because)));
    return facts;
  }

  function sighted(at: number): CoreFact[] {
    isBlind = false;
    fleet.sighted(at);
    book.sighted(at);
    return detectors.flatMap(([, detector]) => (detector.sighted ? noted(detector.sighted(at)) : []));
  }

  return {
    fleet,
    arrive(arrival, writeDown) {
      const judged = fleet.judge(arrival);
      if (typeof judged === 'string') return judged;
      writeDown?.(judged.verdict ?? NOTHING);
      fleet.commit(judged);
      return observe(judged, arrival);
    },
    advance(at) {
      const facts: CoreFact[] = [];
      runDue<CoreFact>(isBlind ? wakersBlind : wakersInSight, at, (due) => facts.push(...due));
      return facts;
    },
    blind,
    sighted,
    link: (state, at) => (state === 'up' ? sighted(at) : blind(at, 'broker_link_lost')),
    giveUp: (device, boot, range, at) => fleet.giveUp(device, boot, range, at),
    incidents: book.incidents,
    keep() {
      const parts: Record<string, Json> = { book: book.keep() };
      for (const [name, detector] of detectors) if (detector.keep) parts[name] = detector.keep();
      return parts;
    },
    restore(devices, parts, at) {
      fleet.restore(devices);
      if (parts['book'] !== undefined) book.restore(parts['book']);
      for (const [name, detector] of detectors) {
        const kept = parts[name];
        if (kept !== undefined) detector.restore?.(kept, at);
      }
    },
  };
}
