import type { ClockOffset } from './clock-offset.ts';
import type { SeqRange } from './seq-ranges.ts';
import { addSeq, hasSeq } from './seq-ranges.ts';

/** One life of a device: which of its samples have come, and how far off its clock is. */
export interface BootLog {
  readonly boot: string;
  readonly received: readonly SeqRange[];
  /** The number that the last birth took for itself, while no sample has passed it. */
  readonly birthSeq: number | null;
  /** Device time of its newest birth. */
  readonly bornTs: number | null;
  readonly offset: ClockOffset | null;
  /** When the first and the last that was heard of it live were sent, server time, ms; 0 while nothing was. */
  readonly since: number;
  readonly heardTo: number;
}

/** A log while it is being worked out. */
export type LogDraft = { -readonly [K in keyof BootLog]: BootLog[K] };

/** More lives than this within a day are rare; the one that is longest ago is let go. */
const MAX_BOOTS = 4;
/** A probe keeps what it measured for a day: of a life that ended earlier nothing comes any more. */
const FORGOTTEN_MS = 24 * 3_600_000;

export function findBoot(boots: readonly BootLog[], boot: string | null): BootLog | undefined {
  for (const log of boots) if (log.boot === boot) return log;
  return undefined;
}

/** The offset of the current life, or, while nothing was heard of it, of the latest one that was heard. */
export function latestOffset(boots: readonly BootLog[]): ClockOffset | null {
  for (const { offset } of boots) if (offset !== null) return offset;
  return null;
}

/** Puts the log of the current life first. */
export function withCurrent(boots: readonly BootLog[], log: BootLog): readonly BootLog[] {
  if (boots.length <= 1 && (boots[0]?.boot ?? log.boot) === log.boot) return [log];
  const others = boots.filter(({ boot, heardTo }) => {
    return boot !== log.boot && heardTo > log.heardTo - FORGOTTEN_MS;
  });
  return [log, ...others].slice(0, MAX_BOOTS);
}

/** Puts a changed log of another life in its place, or a new one behind the current life. */
export function withOther(boots: readonly BootLog[], log: BootLog): readonly BootLog[] {
  if (findBoot(boots, log.boot)) return boots.map((other) => (other.boot === log.boot ? log : other));
  const [current, ...others] = boots;
  return current ? [current, log, ...others].slice(0, MAX_BOOTS) : [log];
}

export function newBoot(boot: string): BootLog {
  return { boot, received: [], birthSeq: null, bornTs: null, offset: null, since: 0, heardTo: 0 };
}

/** A copy to work on, field by field, as that is by far the fastest. */
export function logDraft(log: BootLog): LogDraft {
  return {
    boot: log.boot,
    received: log.received,
    birthSeq: log.birthSeq,
    bornTs: log.bornTs,
    offset: log.offset,
    since: log.since,
    heardTo: log.heardTo,
  };
}

/** Notes a sample as received; answers whether it was known already. */
export function receive(log: LogDraft, seq: number): boolean {
  if (hasSeq(log.received, seq)) return true;
  passBirth(log, seq);
  log.received = addSeq(log.received, seq);
  return false;
}

/** A birth counts in the sequence without being a sample: what it took is no hole. */
function passBirth(log: LogDraft, seq: number): void {
  const { birthSeq } = log;
  if (birthSeq === null || seq < birthSeq) return;
  if (seq > birthSeq) log.received = addSeq(log.received, birthSeq);
  log.birthSeq = null;
}

/** Notes when something live of this life was sent. */
export function hearAt(log: LogDraft, offset: ClockOffset, sent: number): void {
  log.offset = offset;
  log.since = log.since === 0 ? sent : Math.min(log.since, sent);
  log.heardTo = Math.max(log.heardTo, sent);
}
