import type { Json } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { Detector } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import { createDueHeap } from '../due-heap.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Because, Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import { plannedFor } from '../incident/maintenance.ts';
import type { MonitorSite } from '../monitor-site.ts';
import { locateIn } from '../plant/locate.ts';
import type { Plant } from '../plant/plant.ts';
import { sightedOnly } from '../sighted-only.ts';
import { loneWeakFinding, loneWeakKey } from './weak-finding.ts';

interface LoneWeakParts {
  site: Pick<MonitorSite, 'people' | 'windows' | 'chain'>;
  fleet: Pick<Fleet, 'at' | 'get'>;
  plant: Plant;
  /** Well below what is usual for it: maybe rain. */
  isFaded(device: number): boolean;
  /** The key of what was called at this node or above it, which then explains a device. */
  calledAbove(node: number): string | undefined;
}

interface Kept {
  called: string[];
}

const MINUTE_MS = 60_000;
const BAD_FOR_MS = 30 * MINUTE_MS;
const LOOK_EVERY_MS = MINUTE_MS;
/** What has fallen below its usual may be rain, for which nobody can do anything; so long it is taken for that. */
const RAIN_FOR_MS = 3 * 60 * MINUTE_MS;
/** So long everybody is given to be heard after a time that was not seen. */
const SIGHTED_GRACE_MS = 5 * MINUTE_MS;
/** More at once are no matter of single devices, and would tell nobody anything. */
const MOST_AT_ONCE = 200;

/**
 * The signal of a device whose loss alone matters (a loudspeaker, a site) has been BAD for half an hour:
 * one incident, for somebody to go and see. Of homes, one device alone calls nobody, ever. Costs a
 * comparison or two a message; a device that is bad is looked at once a minute.
 */
export function createLoneWeakDetector(parts: LoneWeakParts): Detector {
  const { site, fleet, plant, isFaded, calledAbove } = parts;
  const locate = locateIn(plant, fleet, site.chain);
  const heap = createDueHeap();
  /** Those that are bad, and since when that counts. */
  const bad = new Map<number, number>();
  const called = new Set<string>();
  let lookFrom = 0;

  function watch({ index, class: name, signalSince }: DeviceState): void {
    if (bad.has(index) || !DEVICE_CLASSES[name].aloneMatters) return;
    const since = signalSince ?? 0;
    bad.set(index, since);
    heap.schedule(index, Math.max(since + BAD_FOR_MS, lookFrom));
  }

  function look(index: number, at: number): readonly Report[] {
    const state = fleet.at(index);
    if (state?.signal !== 'BAD') {
      bad.delete(index);
      heap.remove(index);
      return state ? end(state, at, { signal: state.signal }) : NOTHING_TO_REPORT;
    }
    heap.schedule(index, at + LOOK_EVERY_MS);
    return judge(state, at);
  }

  function judge(state: DeviceState, at: number): readonly Report[] {
    const into = calledAbove(plant.find(state.node));
    if (into !== undefined) return cover(state, at, into);
    const away = awayBecause(state);
    if (away) {
      // What it was before it went is not what it will be when it is back.
      bad.set(state.index, at);
      return end(state, at, away);
    }
    return called.has(state.id) || isExcused(state, at) ? NOTHING_TO_REPORT : call(state, at);
  }

  function isExcused(state: DeviceState, at: number): boolean {
    const badFor = at - (bad.get(state.index) ?? at);
    if (badFor < BAD_FOR_MS || called.size >= MOST_AT_ONCE) return true;
    return isInWorks(state, at) || (isFaded(state.index) && badFor < RAIN_FOR_MS);
  }

  function isInWorks({ id, area, flags }: DeviceState, at: number): boolean {
    if (flags.includes('MAINTENANCE')) return true;
    if (site.windows.length === 0) return false;
    return plannedFor(site.windows, locate({ kind: 'device', id }, area), at) !== undefined;
  }

  function call(state: DeviceState, at: number): readonly Report[] {
    called.add(state.id);
    return [{ kind: 'found', at, finding: loneWeakFinding(state, at, site.people) }];
  }

  function end({ id }: DeviceState, at: number, because: Because): readonly Report[] {
    return called.delete(id) ? [{ kind: 'gone', at, key: loneWeakKey(id), because }] : NOTHING_TO_REPORT;
  }

  function cover({ id }: DeviceState, at: number, into: string): readonly Report[] {
    return called.delete(id) ? [{ kind: 'merged', at, key: loneWeakKey(id), into }] : NOTHING_TO_REPORT;
  }

  return {
    ...sightedOnly({
      observe({ state, at }) {
        if (state.signal === 'BAD') watch(state);
        else if (bad.size > 0 && bad.has(state.index)) return look(state.index, at);
        return NOTHING_TO_REPORT;
      },
      nextWakeAt: heap.firstAt,
      advance: (at) => look(heap.first(), at),
      sighted(at) {
        lookFrom = at + SIGHTED_GRACE_MS;
        for (const index of bad.keys()) {
          heap.schedule(index, Math.max(heap.dueAt(index) ?? 0, lookFrom));
        }
        return NOTHING_TO_REPORT;
      },
    }),
    keep: () => ({ called: [...called] }) satisfies Kept as unknown as Json,
    restore(kept, at) {
      lookFrom = at + SIGHTED_GRACE_MS;
      for (const id of (kept as unknown as Kept).called) called.add(id);
    },
    /** One that was called is looked at in any case: it may have become well since it was kept. */
    resume(states) {
      for (const state of states) if (state.signal === 'BAD' || called.has(state.id)) watch(state);
    },
  };
}

/** Nothing can be said of the signal of who is not there, or of a name that two devices bear. */
function awayBecause({ link, flags }: DeviceState): Because | undefined {
  if (flags.includes('QUARANTINED')) return { quarantined: true };
  return link === 'ONLINE' || link === 'SUSPECT' ? undefined : { link };
}
