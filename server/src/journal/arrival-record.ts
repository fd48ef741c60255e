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

/** at, shift (doubles), flags, length of the topic, number of skips, the skips, the topic, the payload. */
export function encodeArrival({ at, retained, topic, payload, verdict }: ArrivalRecord): Buffer {
  const name = Buffer.from(topic, 'utf8');
  const { shiftMs, skip } = verdict;
  const record = Buffer.allocUnsafe(FIXED_BYTES + 2 * skip.length + name.length + payload.byteLength);
  let end = record.writeDoubleLE(at, 0);
  end = record.writeDoubleLE(shiftMs, end);
  end = record.writeUInt8(retained ? 1 : 0, end);
  end = record.writeUInt16LE(name.length, end);
  end = record.writeUInt16LE(skip.length, end);
  for (const place of skip) end = record.writeUInt16LE(place, end);
  record.set(name, end);
  record.set(payload, end + name.length);
  return record;
}

export function decodeArrival(record: Buffer): ArrivalRecord {
  const nameLength = record.readUInt16LE(17);
  const skips = record.readUInt16LE(19);
  const skip = Array.from({ length: skips }, (_, i) => record.readUInt16LE(FIXED_BYTES + 2 * i));
  const nameAt = FIXED_BYTES + 2 * skips;
  return {
    at: record.readDoubleLE(0),
    retained: record.readUInt8(16) === 1,
    topic: record.toString('utf8', nameAt, nameAt + nameLength),
    payload: record.subarray(nameAt + nameLength),
    verdict: { shiftMs: record.readDoubleLE(8), skip },
  };
}
