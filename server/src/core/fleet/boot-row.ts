import type { BootLog } from '../device/boot-log.ts';
import type { ClockOffset } from '../device/clock-offset.ts';
import { AT } from './slot.ts';

/** A number that is not there. */
export const NONE = NaN;

export function orNull(n: number | undefined): number | null {
  return n === undefined || Number.isNaN(n) ? null : n;
}

/** A log with at most one range and a clock beyond doubt is numbers only. */
export function fitsRow({ received, offset }: BootLog): boolean {
  return received.length <= 1 && (offset === null || offset.doubt === null);
}

export function writeBoot(row: Float64Array, base: number, log: BootLog): void {
  const [range] = log.received;
  row[base + AT.from] = range ? range[0] : NONE;
  row[base + AT.to] = range ? range[1] : NONE;
  row[base + AT.birthSeq] = log.birthSeq ?? NONE;
  row[base + AT.bornTs] = log.bornTs ?? NONE;
  row[base + AT.offsetSince] = log.offset ? log.offset.since : NONE;
  row[base + AT.offset] = log.offset ? log.offset.current : NONE;
  row[base + AT.offsetBefore] = log.offset?.previous ?? NONE;
  row[base + AT.since] = log.since;
  row[base + AT.heardTo] = log.heardTo;
}

export function readBoot(row: Float64Array, base: number, boot: string): BootLog {
  const from = orNull(row[base + AT.from]);
  return {
    boot,
    received: from === null ? [] : [[from, row[base + AT.to] ?? from]],
    birthSeq: orNull(row[base + AT.birthSeq]),
    bornTs: orNull(row[base + AT.bornTs]),
    offset: readOffset(row, base),
    since: row[base + AT.since] ?? 0,
    heardTo: row[base + AT.heardTo] ?? 0,
  };
}

function readOffset(row: Float64Array, base: number): ClockOffset | null {
  const since = orNull(row[base + AT.offsetSince]);
  if (since === null) return null;
  const [current, before] = [row[base + AT.offset] ?? 0, row[base + AT.offsetBefore]];
  return { since, current, previous: orNull(before), doubt: null };
}
