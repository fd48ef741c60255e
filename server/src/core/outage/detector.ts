import type { Hist, Json, Uplink } from '@fengsui/config/contract';
import type { DeviceFact } from '../device/event.ts';
import type { Detector, Observed } from '../detector.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import { messageDelayMs } from '../message-delay.ts';
import { createCalls } from './calls.ts';
import { keepOutages, outagesOf } from './kept.ts';
import { createOpenOutages } from './open-outages.ts';
import { createRoster } from './roster.ts';
import { createWatch } from './watch.ts';
import type { WorldParts } from './world.ts';
import { createWorld } from './world.ts';

export interface OutageDetector extends Detector {
  /** An outage that was called and is not over concerns it, whether or not it has come back. */
  isLost(device: number): boolean;
}

/** A will may be an old one that a broker has just let go: for so long after a blindness it proves nothing. */
const WILLS_VOID_MS = 120_000;

/**
 * Finds outages by silence. Every device owes its next beat; misses accuse the nodes above, whoever is
 * heard clears them; what the evidence cannot bear by chance is called.
 */
export function createOutageDetector(parts: WorldParts): OutageDetector {
  const world = createWorld(parts);
  const open = createOpenOutages(world.plant);
  const calls = createCalls(world, open);
  const roster = createRoster(world);
  const watch = createWatch(world, roster, calls.caller);
  let willsFrom = -Infinity;

  function take(): readonly Report[] {
    if (world.reports.length === 0) return NOTHING_TO_REPORT;
    const reports = world.reports;
    world.reports = [];
    return reports;
  }

  function live(observed: Observed, isSurvival: boolean): void {
    const { state, sentAt, at } = observed;
    roster.know(state);
    // Two boxes with one name: neither says anything of where it is thought to be.
    if (state.flags.includes('QUARANTINED')) return roster.away(state.index);
    const delay = messageDelayMs(observed);
    if (delay !== undefined) world.commonDelay.seen(at, delay);
    watch.heard(state.index, sentAt, at, isSurvival);
    if (open.size > 0) calls.returned(state.index, state, sentAt, at);
  }

  function died(observed: Observed, reason: string): void {
    const { state, at, facts } = observed;
    if (observed.retained || facts.some(({ kind }) => kind === 'void')) return;
    roster.know(state);
    if (reason !== 'lost') return roster.away(state.index);
    if (at < willsFrom) return;
    calls.signed(state.index, 'will', at);
    watch.signed(state.index, 'will', at);
  }

  function gasped({ state, sentAt, at }: Observed): void {
    roster.know(state);
    calls.signed(state.index, 'gasp', at);
    watch.signed(state.index, 'gasp', Math.max(sentAt, at - 1_000));
  }

  function follow(observed: Observed, { verb, body }: Uplink): void {
    const { facts, retained } = observed;
    if (verb === 'hist') return calls.backfilled(observed.state.index, timesOf(body), observed.at);
    if (verb === 'ack' || retained) return;
    if (verb === 'death') return died(observed, body.reason);
    if (verb === 'event' && body.type === 'dying_gasp') return gasped(observed);
    if (facts.some(({ kind }) => kind === 'void')) return;
    live(observed, verb !== 'birth');
  }

  return {
    isLost: (device) => open.ofDevice(device) !== undefined,
    observe(observed) {
      follow(observed, observed.message);
      return take();
    },
    fact(fact: DeviceFact) {
      if (fact.kind !== 'link' || fact.because !== 'return_overdue') return NOTHING_TO_REPORT;
      const state = world.fleet.get(fact.device);
      if (state) watch.signed(state.index, 'no_return', fact.at);
      return take();
    },
    nextWakeAt() {
      const due = watch.nextDueAt();
      const look = calls.nextLookAt();
      return due === undefined ? look : Math.min(due, look ?? Infinity);
    },
    advance(at) {
      if ((calls.nextLookAt() ?? Infinity) <= at) calls.look(at);
      else watch.due(world.heap.first(), at);
      return take();
    },
    sighted(at) {
      willsFrom = at + WILLS_VOID_MS;
      world.evidence.reset(at);
      world.massLoss.reset();
      roster.hold(at);
      return take();
    },
    keep: (): Json => ({ rates: world.rates.keep(), outages: keepOutages(world, open.all()) }),
    restore(kept) {
      const { rates, outages } = kept as { rates: Json; outages: Json };
      world.rates.restore(rates);
      for (const outage of outagesOf(world, outages)) calls.resume(outage);
    },
    resume(states) {
      for (const state of states) {
        const lost = open.ofDevice(state.index)?.lost.get(state.index);
        roster.resume(state, lost !== undefined && lost.returnedAt === null);
      }
    },
  };
}

function timesOf({ samples }: Hist): number[] {
  return samples.map(({ ts }) => ts);
}
