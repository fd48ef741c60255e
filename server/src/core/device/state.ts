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
  readonly power: PowerState;
  readonly service: ServiceState;
  readonly flags: readonly DeviceFlag[];
  /** Server time of the last live message; null while it has never been heard. */
  readonly lastSeenAt: number | null;
  readonly boot: string | null;
  /** The highest `seq` of the current boot whose values are shown. */
  readonly shownSeq: number;
  readonly metrics: Metrics;
  /** Its latest lives, newest first. */
  readonly boots: readonly BootLog[];
  /** When silence must be judged, ms; absent while nothing is due. */
  readonly wakeAt?: number | undefined;
}

/** What the site's files say of a device, or what a birth says of one that they do not name. */
export type DeviceIdentity = Pick<
  DeviceState,
  'id' | 'county' | 'class' | 'area' | 'node' | 'name' | 'T' | 'lon' | 'lat' | 'flags'
>;

export function neverHeard(identity: DeviceIdentity, index = 0): DeviceState {
  return {
    ...identity,
    index,
    link: 'UNKNOWN',
    linkSince: 0,
    linkBecause: 'never_heard',
    signal: 'NA',
    power: 'NA',
    service: 'NA',
    lastSeenAt: null,
    boot: null,
    shownSeq: -1,
    metrics: {},
    boots: [],
  };
}
