import type { ClockOffset } from './clock-offset.ts';
import type { SeqRange } from './seq-ranges.ts';
import { addRange, hasSeq } from './seq-ranges.ts';

/** One life of a device: which of its samples have come, and how far off its clock is. */
export interface BootLog {
  readonly boot: string;
  readonly received: readonly SeqRange[];
  /** The number that the last birth took for itself, while no sample has passed it. */
  readonly birthSeq: number | null;
  readonly offset: ClockOffset | null;
}

/** A device that was started more often than this between two messages is rare; older lives are let go. */
const MAX_BOOTS = 3;

export function findBoot(boots: readonly BootLog[], boot: string): BootLog | undefined {
  return boots.find((log) => log.boot === boot);
}

export function offsetOf(boots: readonly BootLog[], boot: string | null): ClockOffset | null {
  return boots.find((log) => log.boot === boot)?.offset ?? null;
}

/** Puts a changed log in its place, or a new one first. */
export function withBoot(boots: readonly BootLog[], log: BootLog): readonly BootLog[] {
  const known = boots.some((other) => other.boot === log.boot);
  if (known) return boots.map((other) => (other.boot === log.boot ? log : other));
  return [log, ...boots].slice(0, MAX_BOOTS);
}

export function newBoot(boot: string): BootLog {
  return { boot, received: [], birthSeq: null, offset: null };
}

/** Notes a sample as received; answers whether it was known already. */
export function receive(log: BootLog, seq: number): { log: BootLog; isKnown: boolean } {
  if (hasSeq(log.received, seq)) return { log, isKnown: true };
  const { received, birthSeq } = passBirth(log, seq);
  return { log: { ...log, birthSeq, received: addRange(received, [seq, seq]) }, isKnown: false };
}

/** A birth counts in the sequence without being a sample: what it took is no hole. */
function passBirth({ received, birthSeq }: BootLog, seq: number): Pick<BootLog, 'received' | 'birthSeq'> {
  if (birthSeq === null || seq < birthSeq) return { received, birthSeq };
  return { received: seq > birthSeq ? addRange(received, [birthSeq, birthSeq]) : received, birthSeq: null };
}
