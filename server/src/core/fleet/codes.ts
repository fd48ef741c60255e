import type { DeviceFlag } from '@fengsui/config/contract';
import {
  DeviceFlag as DeviceFlags,
  LinkReason,
  LinkState,
  PowerState,
  ServiceState,
  SignalState,
} from '@fengsui/config/contract';
import type { DeviceState } from '../device/state.ts';

/** What of a state is one of a few words each; with the looks, all in one whole number below 2^53. */
export type Coded = Pick<
  DeviceState,
  'link' | 'linkBecause' | 'signal' | 'power' | 'service' | 'flags' | 'looks'
>;

const [LINKS, REASONS, SIGNALS, POWERS, SERVICES] = [
  LinkState.options,
  LinkReason.options,
  SignalState.options,
  PowerState.options,
  ServiceState.options,
];
const FLAGS = DeviceFlags.options;
/** The words take 24 bits: link 3, because 5, signal 2, power 3, service 3, flags 8. */
const WORDS = 2 ** 24;

export function encode(state: Coded): number {
  const words =
    LINKS.indexOf(state.link) |
    (REASONS.indexOf(state.linkBecause) << 3) |
    (SIGNALS.indexOf(state.signal) << 8) |
    (POWERS.indexOf(state.power) << 10) |
    (SERVICES.indexOf(state.service) << 13) |
    (flagBits(state.flags) << 16);
  return state.looks * WORDS + words;
}

function flagBits(flags: readonly DeviceFlag[]): number {
  let bits = 0;
  for (const flag of flags) bits |= 1 << FLAGS.indexOf(flag);
  return bits;
}

/** One list for each set of flags, so that equal flags are the same list. */
const FLAG_LISTS: readonly (readonly DeviceFlag[])[] = Array.from({ length: 2 ** FLAGS.length }, (_, bits) =>
  FLAGS.filter((_flag, i) => (bits >> i) & 1),
);

export const linkOf = (code: number) => LINKS[wordsOf(code) & 7] ?? 'UNKNOWN';
export const reasonOf = (code: number) => REASONS[(wordsOf(code) >> 3) & 31] ?? 'never_heard';
export const signalOf = (code: number) => SIGNALS[(wordsOf(code) >> 8) & 3] ?? 'NA';
export const powerOf = (code: number) => POWERS[(wordsOf(code) >> 10) & 7] ?? 'NA';
export const serviceOf = (code: number) => SERVICES[(wordsOf(code) >> 13) & 7] ?? 'NA';
export const flagsOf = (code: number) => FLAG_LISTS[(wordsOf(code) >> 16) & 255] ?? [];
export const looksOf = (code: number) => Math.floor(code / WORDS);

function wordsOf(code: number): number {
  return code % WORDS;
}
