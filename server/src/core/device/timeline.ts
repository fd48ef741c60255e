import type { Birth, DeathReason, Hist, Metrics } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { DeviceFact, DeviceHappening, DeviceStep } from './event.ts';
import { reduceDevice } from './reduce.ts';
import type { DeviceState } from './state.ts';
import { neverHeard } from './state.ts';

/** 2025-11-20 00:00 UTC: where the timelines of tests begin. */
export const START = 1_763_596_800_000;

export interface Timeline {
  /** Goes on to this many seconds after the start; silence is judged on the way. */
  at(seconds: number): Timeline;
  birth(over?: Partial<Birth>, retained?: boolean): Timeline;
  data(seq: number, m?: Metrics, over?: { boot?: string; ts?: number; retained?: boolean }): Timeline;
  hist(boot: string, samples: Hist['samples']): Timeline;
  death(reason: DeathReason, over?: { boot?: string; retained?: boolean; ts?: number }): Timeline;
  blind(): Timeline;
  sighted(): Timeline;
  readonly state: DeviceState;
  readonly step: DeviceStep;
  /** Every move of the link so far, as `seconds STATE because`. */
  links(): string[];
  /** Every fact of one kind so far. */
  facts<K extends DeviceFact['kind']>(kind: K): Extract<DeviceFact, { kind: K }>[];
}

/** One device's life as a test tells it: a loudspeaker with T = 60 s. */
export function timeline(): Timeline {
  const profile = DEVICE_CLASSES.eb_speaker;
  const facts: DeviceFact[] = [];
  let now = START;
  let step: DeviceStep = { facts: [], state: speaker() };

  function happen(event: DeviceHappening): Timeline {
    step = reduceDevice(step.state, event, profile);
    facts.push(...step.facts);
    return self;
  }

  const self: Timeline = {
    at(seconds) {
      const until = START + seconds * 1000;
      for (
        let due = step.state.wakeAt;
        due !== undefined && due <= until;
        due = laterThan(step.state.wakeAt, due)
      ) {
        happen({ type: 'tick', at: due });
      }
      now = until;
      return self;
    },
    birth: (over = {}, retained = false) =>
      happen({ type: 'birth', at: now, retained, body: { ...birthBody(now), ...over } }),
    data: (seq, m = {}, { boot = 'b1', ts = now, retained = false } = {}) =>
      happen({ type: 'data', at: now, retained, body: { v: 1, boot, seq, ts, m } }),
    hist: (boot, samples) => happen({ type: 'hist', at: now, body: { v: 1, boot, samples } }),
    death: (reason, { boot = 'b1', retained = false, ts } = {}) =>
      happen({ type: 'death', at: now, retained, body: { v: 1, boot, reason, ts } }),
    blind: () => happen({ type: 'blind', at: now, because: 'broker_link_lost' }),
    sighted: () => happen({ type: 'sighted', at: now }),
    get state() {
      return step.state;
    },
    get step() {
      return step;
    },
    facts: <K extends DeviceFact['kind']>(kind: K) =>
      facts.filter((fact): fact is Extract<DeviceFact, { kind: K }> => fact.kind === kind),
    links: () =>
      facts.flatMap((fact) =>
        fact.kind === 'link' ? [`${(fact.at - START) / 1000} ${fact.to} ${fact.because}`] : [],
      ),
  };
  return self;
}

function laterThan(wakeAt: number | undefined, due: number): number | undefined {
  return wakeAt !== undefined && wakeAt > due ? wakeAt : undefined;
}

function birthBody(ts: number): Birth {
  return { v: 1, boot: 'b1', seq: 0, ts, class: 'eb_speaker', T: 60, area: '441223100201', parent: 'pon-1' };
}

function speaker(): DeviceState {
  return neverHeard({
    id: 'eb-1',
    county: '441223',
    class: 'eb_speaker',
    area: '441223100201',
    node: 'pon-1',
    name: '大喇叭1',
    T: 60,
    lon: null,
    lat: null,
    flags: [],
  });
}
