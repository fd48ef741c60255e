import type { SignalState } from '@fengsui/config/contract';
import type { SampleVerdict } from '../core/device/event.ts';

/** An arrival as it is written down: as it came, with what the core decided about its samples. */
export interface ArrivalRecord {
  at: number;
  retained: boolean;
  topic: string;
  payload: Uint8Array;
  verdict: SampleVerdict;
}

const FIXED_BYTES = 8 + 8 + 1 + 2 + 2;

/** Bits of the flags. An older version knew the first alone, and its records have no other. */
const RETAINED = 1;
/** Two bits: what the one sample of the message says of the signal. */
const QUALITY_SHIFT = 1;
/** There are several samples: after the skips their number, and two bits for each. */
const QUALITIES = 8;

/** In the order of their two bits: this is on disks, and must not change. */
const STATES: readonly SignalState[] = ['NA', 'OK', 'WEAK', 'BAD'];
const PER_BYTE = 4;
const NO_QUALITIES: readonly SignalState[] = [];

/**
 * at, shift (doubles), flags, length of the topic, number of skips, the skips, the qualities where there are
 * several, the topic, the payload.
 */
export function encodeArrival({ at, retained, topic, payload, verdict }: ArrivalRecord): Buffer {
  const name = Buffer.from(topic, 'utf8');
  const { shiftMs, skip, quality = NO_QUALITIES } = verdict;
  const many = quality.length > 1 ? quality : NO_QUALITIES;
  const bytes = 2 * skip.length + qualityBytes(many.length) + name.length + payload.byteLength;
  const record = Buffer.allocUnsafe(FIXED_BYTES + bytes);
  let end = record.writeDoubleLE(at, 0);
  end = record.writeDoubleLE(shiftMs, end);
  end = record.writeUInt8((retained ? RETAINED : 0) | flagsOf(quality), end);
  end = record.writeUInt16LE(name.length, end);
  end = record.writeUInt16LE(skip.length, end);
  for (const place of skip) end = record.writeUInt16LE(place, end);
  end = writeQualities(record, many, end);
  record.set(name, end);
  record.set(payload, end + name.length);
  return record;
}

export function decodeArrival(record: Buffer): ArrivalRecord {
  const flags = record.readUInt8(16);
  const nameLength = record.readUInt16LE(17);
  const skips = record.readUInt16LE(19);
  const skip = Array.from({ length: skips }, (_, i) => record.readUInt16LE(FIXED_BYTES + 2 * i));
  const skipsEnd = FIXED_BYTES + 2 * skips;
  const count = (flags & QUALITIES) === 0 ? 0 : record.readUInt16LE(skipsEnd);
  const nameAt = skipsEnd + qualityBytes(count);
  const quality = count === 0 ? oneQuality(flags) : readQualities(record, count, skipsEnd + 2);
  return {
    at: record.readDoubleLE(0),
    retained: (flags & RETAINED) !== 0,
    topic: record.toString('utf8', nameAt, nameAt + nameLength),
    payload: record.subarray(nameAt + nameLength),
    verdict: { shiftMs: record.readDoubleLE(8), skip, ...(quality && { quality }) },
  };
}

const qualityBytes = (count: number): number => (count === 0 ? 0 : 2 + Math.ceil(count / PER_BYTE));

function flagsOf(quality: readonly SignalState[]): number {
  if (quality.length > 1) return QUALITIES;
  return quality[0] === undefined ? 0 : STATES.indexOf(quality[0]) << QUALITY_SHIFT;
}

function oneQuality(flags: number): SignalState[] | undefined {
  const state = stateOf(flags >> QUALITY_SHIFT);
  return state === 'NA' ? undefined : [state];
}

const stateOf = (bits: number): SignalState => STATES[bits & 3] ?? 'NA';

function writeQualities(record: Buffer, quality: readonly SignalState[], from: number): number {
  if (quality.length === 0) return from;
  const start = record.writeUInt16LE(quality.length, from);
  const end = from + qualityBytes(quality.length);
  record.fill(0, start, end);
  quality.forEach((state, i) => {
    const at = start + Math.floor(i / PER_BYTE);
    record[at] = (record[at] ?? 0) | (STATES.indexOf(state) << (2 * (i % PER_BYTE)));
  });
  return end;
}

function readQualities(record: Buffer, count: number, start: number): SignalState[] {
  return Array.from({ length: count }, (_, i) =>
    stateOf((record[start + Math.floor(i / PER_BYTE)] ?? 0) >> (2 * (i % PER_BYTE))),
  );
}
