import type {
  DeviceFlag,
  LinkReason,
  LinkState,
  Metrics,
  PowerState,
  ServiceState,
  SignalState,
} from '@fengsui/config/contract';
import type { DeviceClassName } from '@fengsui/config/contract';
import type { BootLog } from './boot-log.ts';
import type { SignalFive } from './signal-five.ts';
import { NO_SAMPLES } from './signal-five.ts';

/** Everything that is known and believed about one device. Plain data: it is kept as JSON. */
export interface DeviceState {
  /** A dense number in order of first appearance; only for this run of the process, given anew on restore. */
  readonly index: number;
  readonly id: string;
  readonly county: string;
  readonly class: DeviceClassName;
  readonly area: string;
  readonly node: string;
  readonly name: string;
  /** Reporting interval, seconds. */
  readonly T: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly model?: string | undefined;
  readonly fw?: string | undefined;
  readonly link: LinkState;
  readonly linkSince: number;
  readonly linkBecause: LinkReason;
  readonly signal: SignalState;
  /** Since when, ms; null while it is NA. */
  readonly signalSince: number | null;
  /** Its last five samples; see `signal-five.ts`. */
  readonly signalFive: SignalFive;
  /** Weak or bad: since when its last five have been well without a break, ms. */
  readonly signalWellSince: number | null;
  readonly power: PowerState;
  readonly service: ServiceState;
  readonly flags: readonly DeviceFlag[];
  /** Server time of the last live message; null while it has never been heard. */
  readonly lastSeenAt: number | null;
  readonly boot: string | null;
  /** The highest `seq` of the current boot whose values are shown. */
  readonly shownSeq: number;
  readonly metrics: Metrics;
  /** Its latest lives, the current one first. */
  readonly boots: readonly BootLog[];
  /** When the current life came back in a new session, ms: a will may still come of the one before. */
  readonly rebornAt: number | null;
  /** It was away by then: what was sent earlier does not bring it back. Server time, ms. */
  readonly goneAt: number | null;
  /** What the last 21 looks found, the newest in bit 0: was it away? */
  readonly looks: number;
  /** When it was looked at last, ms. */
  readonly lookAt: number;
  /** Lives that take turns, while that may mean that two devices bear this name. */
  readonly turns: Turns | null;
  /** When silence must be judged, ms; absent while nothing is due. */
  readonly wakeAt?: number | undefined;
}

/** Lives of one name that are heard in turn. */
export interface Turns {
  /** When an earlier life was heard again for the first time, ms. */
  readonly since: number;
  readonly count: number;
  /** When the latest three turns were, ms. */
  readonly recent: readonly number[];
}

/** A state while it is being worked out. */
export type Draft = { -readonly [K in keyof DeviceState]: DeviceState[K] };

/** A copy to work on. Field by field: the engine copies an object of this size ten times as fast so. */
export function draftOf(state: DeviceState): Draft {
  return {
    index: state.index,
    id: state.id,
    county: state.county,
    class: state.class,
    area: state.area,
    node: state.node,
    name: state.name,
    T: state.T,
    lon: state.lon,
    lat: state.lat,
    model: state.model,
    fw: state.fw,
    link: state.link,
    linkSince: state.linkSince,
    linkBecause: state.linkBecause,
    signal: state.signal,
    signalSince: state.signalSince,
    signalFive: state.signalFive,
    signalWellSince: state.signalWellSince,
    power: state.power,
    service: state.service,
    flags: state.flags,
    lastSeenAt: state.lastSeenAt,
    boot: state.boot,
    shownSeq: state.shownSeq,
    metrics: state.metrics,
    boots: state.boots,
    rebornAt: state.rebornAt,
    goneAt: state.goneAt,
    looks: state.looks,
    lookAt: state.lookAt,
    turns: state.turns,
    wakeAt: state.wakeAt,
  };
}

/** What the site's files say of a device, or what a birth says of one that they do not name. */
export type DeviceIdentity = Pick<
  DeviceState,
  'id' | 'county' | 'class' | 'area' | 'node' | 'name' | 'T' | 'lon' | 'lat' | 'flags'
>;

export function neverHeard(identity: DeviceIdentity, index = 0): DeviceState {
  const { id, county, class: deviceClass, area, node, name, T, lon, lat, flags } = identity;
  return {
    index,
    ...{ id, county, class: deviceClass, area, node, name, T, lon, lat },
    model: undefined,
    fw: undefined,
    flags,
    link: 'UNKNOWN',
    linkSince: 0,
    linkBecause: 'never_heard',
    signal: 'NA',
    signalSince: null,
    signalFive: NO_SAMPLES,
    signalWellSince: null,
    power: 'NA',
    service: 'NA',
    lastSeenAt: null,
    boot: null,
    shownSeq: -1,
    metrics: {},
    boots: [],
    rebornAt: null,
    goneAt: null,
    looks: 0,
    lookAt: 0,
    turns: null,
    wakeAt: undefined,
  };
}
