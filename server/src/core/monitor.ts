import type { Incident, IncidentFact, Json } from '@fengsui/config/contract';
import type { Which } from './detector-desk.ts';
import { createDetectorDesk } from './detector-desk.ts';
import { createDetectors } from './detectors.ts';
import type { BlindReason, DeviceFact, SampleVerdict } from './device/event.ts';
import type { DeviceState } from './device/state.ts';
import type { SeqRange } from './device/seq-ranges.ts';
import type { Arrival, Fleet, Refusal } from './fleet/fleet.ts';
import { createFleet } from './fleet/fleet.ts';
import { createTally } from './fleet/tally.ts';
import { createBook } from './incident/book.ts';
import type { MonitorSite } from './monitor-site.ts';
import type { WarningChange } from './level/readiness-warnings.ts';
import { locateIn } from './plant/locate.ts';
import { createPlant } from './plant/plant.ts';
import type { PartTrouble } from './platform/parts.ts';
import type { CampaignFact } from './play/campaign-fact.ts';
import type { ReadinessDetector } from './readiness/readiness.ts';
import { runDue } from './wakers.ts';
import type { Waker } from './wakers.ts';
import type { AreaWatch } from './weak-area/area-watch.ts';

export type CoreFact = DeviceFact | IncidentFact | CampaignFact;

const NO_FACTS: readonly CoreFact[] = [];
const NOTHING: SampleVerdict = { shiftMs: 0, skip: [] };

export interface MonitorOptions {
  site: MonitorSite;
  /** So many devices that no file names are taken. */
  maxUnassigned?: number;
  /** Outages that may be called falsely in a day, over the whole site. */
  falseAlarmsPerDay?: number;
  /** The name of this server, where there are several: a part of its incidents' numbers. */
  server?: string | undefined;
}

/**
 * The whole of what is decided: devices, what is wrong with them, and the incidents that come of it.
 * No I/O, no clock. The live server, `replay` and `drill` drive this very object.
 *
 * Time must not go back: call `advance(at)` before an arrival of the same `at`.
 */
export interface Monitor {
  readonly fleet: Fleet;
  /** Areas whose signal is weak, and those under watch. */
  readonly areas: AreaWatch;
  /**
   * Decides on a message. `writeDown` is called before anything takes effect; if it throws, nothing has
   * happened.
   */
  arrive(arrival: Arrival, writeDown?: (verdict: SampleVerdict) => void): readonly CoreFact[] | Refusal;
  /** Everything that time alone brings about up to `at`, each at its own due time. */
  advance(at: number): CoreFact[];
  /** Nothing can be seen: nobody is judged, and after a few seconds it is said. */
  blind(at: number, because: BlindReason): CoreFact[];
  /** @param over what is over; without it everything is */
  sighted(at: number, ...over: BlindReason[]): CoreFact[];
  /** The server's own link to its broker. */
  link(state: 'down' | 'up', at: number): CoreFact[];
  /** All of the server's own parts that are in trouble; told whenever that has changed. */
  parts(now: readonly PartTrouble[], at: number): CoreFact[];
  /** Warnings of others: what loudspeakers are for. */
  warning(change: WarningChange): void;
  giveUp(device: string, boot: string, range: SeqRange, at: number): void;
  /** Those that are open, or have recovered and may come back. */
  incidents(): Incident[];
  /** By its number; also one that has ended lately. */
  incident(id: string): Incident | undefined;
  /**
   * What must survive a restart, beside the devices: by part, JSON. `changed`: only of those parts that
   * have said something since they were asked last; `again`: all, and what could not be written the last time.
   * A part that is not among them is what it was.
   */
  keep(which: Which): Record<string, Json>;
  restore(devices: Iterable<DeviceState>, parts: Readonly<Record<string, Json>>, at: number): void;
}

export function createMonitor({
  site,
  maxUnassigned = 100_000,
  falseAlarmsPerDay = 0.1,
  server,
}: MonitorOptions): Monitor {
  const tally = createTally(site.chain, site.top);
  const fleet = createFleet({ site: site.devices, tally, maxUnassigned });
  const plant = createPlant(site.plant);
  const locate = locateIn(plant, fleet, site.chain);
  const book = createBook({ windows: site.windows, locate, utcOffsetMs: site.utcOffsetMs, server });
  const detectors = createDetectors({ site, fleet, plant, falseAlarmsPerDay });
  const desk = createDetectorDesk(detectors, {
    book,
    blind: (at, because) => blind(at, because),
    sighted: (at, because) => sighted(at, because),
  });
  const wakersInSight = [fleetWaker(fleet, desk.tellDevices), ...desk.wakers, book];
  /** Why nothing can be seen; it takes all of them to be over. */
  const blindness = new Set<BlindReason>();
  /** Nothing is decided in the past, however late somebody comes to look. */
  let latest = -Infinity;

  function blind(at: number, because: BlindReason): CoreFact[] {
    const wasBlind = blindness.size > 0;
    blindness.add(because);
    return [...(wasBlind ? NO_FACTS : fleet.blind(at, because)), ...desk.blind(at, because)];
  }

  function sighted(at: number, ...over: BlindReason[]): CoreFact[] {
    const wasBlind = blindness.size > 0;
    for (const because of over) blindness.delete(because);
    if (over.length === 0) blindness.clear();
    if (!wasBlind || blindness.size > 0) return [];
    fleet.sighted(at);
    book.sighted(at);
    return desk.sighted(at);
  }

  /** What is due by `at`; whatever should have been done long ago is done now. */
  function advance(at: number): CoreFact[] {
    const facts: CoreFact[] = [];
    const wakers = () => (blindness.size > 0 ? desk.wakersBlind : wakersInSight);
    // One by one: a spread of a whole fleet's facts does not fit on the stack.
    const sink = (due: readonly CoreFact[]) => due.forEach((fact) => facts.push(fact));
    runDue<CoreFact>(wakers, at, sink, latest);
    return facts;
  }

  return {
    fleet,
    areas: detectors.areas,
    arrive(arrival, writeDown) {
      const judged = fleet.judge(arrival);
      if (typeof judged === 'string') return judged;
      writeDown?.(judged.verdict ?? NOTHING);
      fleet.commit(judged);
      latest = arrival.at;
      return desk.observe(judged, arrival);
    },
    advance,
    blind,
    sighted,
    link: (state, at) =>
      state === 'down' ? blind(at, 'broker_link_lost') : sighted(at, 'broker_link_lost', 'server_restarted'),
    parts: (now, at) => desk.parts(now, at),
    warning: (change) => tellOfWarning(detectors.readiness, change),
    giveUp: (device, boot, range, at) => fleet.giveUp(device, boot, range, at),
    incidents: book.incidents,
    incident: book.incident,
    keep: (which) => ({ book: book.keep(), ...desk.keep(which) }),
    restore(devices, parts, at) {
      fleet.restore(devices);
      if (parts['book'] !== undefined) book.restore(parts['book']);
      desk.restore(parts, fleet, at);
    },
  };
}

function tellOfWarning(readiness: Pick<ReadinessDetector, 'warn' | 'lift'>, change: WarningChange): void {
  if (change.kind === 'warn') readiness.warn(change.warning);
  else readiness.lift(change.area, change.at);
}

function fleetWaker(
  fleet: Pick<Fleet, 'nextWakeAt' | 'advance'>,
  tell: (facts: readonly DeviceFact[]) => readonly CoreFact[],
): Waker<CoreFact> {
  return { nextWakeAt: fleet.nextWakeAt, advance: (at) => tell(fleet.advance(at)) };
}
