import { frameInto, framedBytes } from './segment.ts';

/** Records that wait to be written together, already as they will stand in the file. */
export interface Group {
  add(record: Uint8Array): void;
  bytes(): number;
  /** As it stands in the file; valid until the next record is added. */
  view(): Buffer;
  clear(): void;
}

const FIRST_BYTES = 256 * 1024;

export function createGroup(): Group {
  let buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let used = 0;

  function reserve(bytes: number): void {
    if (used + bytes <= buffer.length) return;
    const wider = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, used + bytes));
    buffer.copy(wider, 0, 0, used);
    buffer = wider;
  }

  return {
    add(record) {
      reserve(framedBytes(record));
      used = frameInto(buffer, used, record);
    },
    bytes: () => used,
    view: () => buffer.subarray(0, used),
    clear() {
      used = 0;
    },
  };
}
