import type {
  Birth,
  Data,
  Death,
  DeviceEvent,
  Hist,
  LinkReason,
  LinkState,
  SignalState,
} from '@fengsui/config/contract';
import type { DeviceState } from './state.ts';
import type { SeqRange } from './seq-ranges.ts';

/** What can happen to a device. `at` is the server's time of arrival; silence comes as `tick`. */
export type DeviceHappening =
  | { type: 'birth'; at: number; retained: boolean; body: Birth }
  | { type: 'death'; at: number; retained: boolean; body: Death }
  | { type: 'data'; at: number; retained: boolean; body: Data }
  | { type: 'event'; at: number; retained: boolean; body: DeviceEvent }
  | { type: 'hist'; at: number; body: Hist }
  /** The device has said that it no longer has these samples. */
  | { type: 'given-up'; at: number; boot: string; range: SeqRange }
  | { type: 'tick'; at: number }
  /** We cannot see: our own link is gone, or we were not running. */
  | { type: 'blind'; at: number; because: BlindReason }
  | { type: 'sighted'; at: number };

export type BlindReason = Extract<
  LinkReason,
  | 'broker_link_lost'
  | 'server_restarted'
  | 'ingest_lag'
  | 'stalled'
  | 'mass_loss'
  | 'nothing_heard'
  | 'intake_blocked'
>;

export type DeviceFact =
  | { kind: 'link'; device: string; at: number; from: LinkState; to: LinkState; because: LinkReason }
  /** Samples are missing that the device may still have. */
  | { kind: 'gap'; device: string; at: number; boot: string }
  /** A message of a life that is over, or an end that a later message has made void. */
  | { kind: 'void'; device: string; at: number; because: 'old_boot' | 'old_session' }
  /** Two devices bear this name (or do no longer): their lives are heard in turn. */
  | {
      kind: 'duplicate';
      device: string;
      at: number;
      on: boolean;
      /** When they began to take turns, ms, and how often they have. */
      since: number;
      alternations: number;
      boots: readonly DuplicateBoot[];
    }
  | { kind: 'clock'; device: string; at: number; on: boolean; fault?: ClockFault }
  | { kind: 'flapping'; device: string; at: number; on: boolean; percent: number };

export interface DuplicateBoot {
  boot: string;
  /** Its highest sequence number; null if only births have come. */
  seq: number | null;
  /** When the first and the last that was heard of it were sent, server time, ms. */
  since: number;
  heardTo: number;
}

export interface ClockFault {
  /** What must be added to the device's time. */
  offsetMs: number;
  because: 'local_time_as_utc' | 'utc_as_local_time' | 'unset' | 'wrong';
}

/** What to store of a message: its samples less those that are known, at their times plus `shiftMs`. */
export interface SampleVerdict {
  shiftMs: number;
  /** Places of the samples to leave out, in the message's order. */
  skip: readonly number[];
  /** What each of its samples says of the signal, in the message's order; absent where none says anything. */
  quality?: readonly SignalState[] | undefined;
}

export interface DeviceStep {
  state: DeviceState;
  facts: readonly DeviceFact[];
  verdict?: SampleVerdict;
  /** When the message was sent, by our clock, ms; absent for what is not live. */
  sentAt?: number;
}
