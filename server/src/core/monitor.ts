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
import type { CampaignFact } from './play/campaign-fact.ts';
import { runDue } from './wakers.ts';

export type CoreFact = DeviceFact | IncidentFact | CampaignFact;

/** Who watches ourselves goes on while nobody else is judged. */
const WAKE_WHEN_BLIND: ReadonlySet<string> = new Set(['platform', 'lag']);
const NO_FACTS: readonly CoreFact[] = [];
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
  /** @param because what is over; without it everything is */
  sighted(at: number, because?: BlindReason): CoreFact[];
  /** The server's own link to its broker. */
  link(state: 'down' | 'up', at: number): CoreFact[];
  giveUp(device: string, boot: string, range: SeqRange, at: number): void;
  /** Those that are open, or have recovered and may come back. */
  incidents(): Incident[];
  /** By its number; also one that has ended lately. */
  incident(id: string): Incident | undefined;
  /**
   * What must survive a restart, beside the devices: by part, JSON. `changed`: only of those parts that
   * have said something since they were asked last.
   */
  keep(which: 'all' | 'changed'): Record<string, Json>;
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
  /** Why nothing can be seen; it takes all of them to be over. */
  const blindness = new Set<BlindReason>();
  /** Detectors that have reported something since they were kept last. */
  const spoke = new Set<string>();
  /** Nothing is decided in the past, however late somebody comes to look. */
  let latest = -Infinity;

  function noted(name: string, reports: readonly Report[]): readonly CoreFact[] {
    if (reports.length === 0) return NO_FACTS;
    spoke.add(name);
    return reports.flatMap((report): readonly CoreFact[] => {
      if (report.kind === 'campaign') return [report.fact];
      if (report.kind !== 'blind' && report.kind !== 'sighted') return book.take(report);
      return (report.kind === 'blind' ? blind : sighted)(report.at, report.because);
    });
  }

  function tellAll(facts: readonly DeviceFact[]): CoreFact[] {
    const all: CoreFact[] = [...facts];
    for (const fact of facts) {
      for (const [name, detector] of detectors)
        if (detector.fact) all.push(...noted(name, detector.fact(fact)));
    }
    return all;
  }

  /** Who is called when, while we see and while we do not. */
  const fleetWaker = { nextWakeAt: fleet.nextWakeAt, advance: (at: number) => tellAll(fleet.advance(at)) };
  const detectorWakers = detectors.map(([name, detector]) => ({
    name,
    nextWakeAt: detector.nextWakeAt,
    advance: (at: number): readonly CoreFact[] => noted(name, detector.advance(at)),
  }));
  const wakersInSight = [fleetWaker, ...detectorWakers, book];
  const wakersBlind = detectorWakers.filter(({ name }) => WAKE_WHEN_BLIND.has(name));

  function observe(judged: Judged, { at, retained, message }: Arrival): CoreFact[] {
    const { before, state, facts, sentAt = at } = judged;
    const all: CoreFact[] = [...facts];
    const observed = { at, sentAt, retained, message, before, state, facts };
    for (const [name, detector] of detectors) {
      const reports = detector.observe(observed);
      if (reports.length > 0) all.push(...noted(name, reports));
    }
    return all;
  }

  function blind(at: number, because: BlindReason): CoreFact[] {
    const wasBlind = blindness.size > 0;
    blindness.add(because);
    const facts: CoreFact[] = wasBlind ? [] : fleet.blind(at, because);
    for (const [name, detector] of detectors) {
      if (detector.blind) facts.push(...noted(name, detector.blind(at, because)));
    }
    return facts;
  }

  function sighted(at: number, because?: BlindReason): CoreFact[] {
    if (because) blindness.delete(because);
    else blindness.clear();
    if (blindness.size > 0) return [];
    fleet.sighted(at);
    book.sighted(at);
    return detectors.flatMap(([name, { sighted: see }]) => (see ? noted(name, see(at)) : NO_FACTS));
  }

  /** What is due by `at`; whatever should have been done long ago is done now. */
  function advance(at: number): CoreFact[] {
    const facts: CoreFact[] = [];
    const wakers = blindness.size > 0 ? wakersBlind : wakersInSight;
    const sink = (due: readonly CoreFact[]): void => {
      for (const fact of due) facts.push(fact);
    };
    runDue<CoreFact>(wakers, at, sink, latest);
    return facts;
  }

  return {
    fleet,
    arrive(arrival, writeDown) {
      const judged = fleet.judge(arrival);
      if (typeof judged === 'string') return judged;
      writeDown?.(judged.verdict ?? NOTHING);
      fleet.commit(judged);
      latest = arrival.at;
      return observe(judged, arrival);
    },
    advance,
    blind,
    sighted,
    link(state, at) {
      if (state === 'down') return blind(at, 'broker_link_lost');
      blindness.delete('server_restarted');
      return sighted(at, 'broker_link_lost');
    },
    giveUp: (device, boot, range, at) => fleet.giveUp(device, boot, range, at),
    incidents: book.incidents,
    incident: book.incident,
    keep(which) {
      const parts: Record<string, Json> = { book: book.keep() };
      for (const [name, detector] of detectors) {
        if (detector.keep && (which === 'all' || spoke.has(name))) parts[name] = detector.keep();
      }
      spoke.clear();
      return parts;
    },
    restore(devices, parts, at) {
      fleet.restore(devices);
      if (parts['book'] !== undefined) book.restore(parts['book']);
      for (const [name, detector] of detectors) {
        const kept = parts[name];
        if (kept !== undefined) detector.restore?.(kept, at);
        detector.resume?.(fleet.states());
      }
    },
  };
}
