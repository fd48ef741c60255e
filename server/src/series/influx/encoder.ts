import type { StoredSample } from '../port.ts';
import { hourOf } from '../hours.ts';
import { isStorable } from '../stored-value.ts';
import { createByteWriter } from './byte-writer.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { Speaker } from './lines.ts';
import { speakerOf, writeApart, writePoint } from './lines.ts';

/** What is known of a device in this process. */
interface Heard extends Speaker {
  /** The newest time written, ms; Infinity until one is. */
  newest: number;
  /** The same within the batch of this number. */
  next: number;
  batch: number;
}

export interface EncodedBatch {
  lines: Lines;
  refused: number;
  /** The hours (since 1970) for which there are samples. */
  hours: ReadonlySet<number>;
  /** To be called when the batch is in the store. */
  written(): void;
}

/** Line protocol, and where the points of each sample end in it, with the line break after them. */
export interface Lines {
  bytes: Buffer;
  ends: readonly number[];
}

export interface Encoder {
  /** Samples before `since` (ms) are refused, as the database would refuse them. */
  encode(samples: readonly StoredSample[], since: number): EncodedBatch;
}

/** Each costs some 200 bytes; beyond it is forgotten, which only costs a point more for each device. */
const MAX_HEARD = 1_000_000;
const USUAL_BYTES = 256;

/**
 * A sample that is newer than all that was written of its device shares its instant with none of them:
 * it is one point (`writePoint`). Of any other this cannot be said: it is written apart (`writeApart`).
 * So is the first one of a device that this process sees. Written either way, or both, it reads the same.
 */
export function createEncoder(): Encoder {
  const heard = new Map<string, Heard>();
  let batch = 0;

  function hear(device: string): Heard | undefined {
    const known = heard.get(device);
    if (known) return known;
    const speaker = speakerOf(device);
    if (!speaker) return undefined;
    const added = { ...speaker, newest: Infinity, next: Infinity, batch };
    heard.set(device, added);
    return added;
  }

  function write(to: ByteWriter, sample: StoredSample, one: Heard): boolean {
    if (one.batch !== batch) {
      one.next = one.newest;
      one.batch = batch;
    }
    const isNewest = !sample.late && sample.ts > one.next;
    if (!sample.late) one.next = one.next === Infinity ? sample.ts : Math.max(one.next, sample.ts);
    return isNewest ? writePoint(to, one, sample) : writeApart(to, one, sample);
  }

  return {
    encode(samples, since) {
      const mine = ++batch;
      if (heard.size > MAX_HEARD) heard.clear();
      const to = createByteWriter(samples.length * USUAL_BYTES);
      const ends: number[] = [];
      const speakers: Heard[] = [];
      const hours = new Set<number>();
      for (const sample of samples) {
        const one = isStorable(sample) && sample.ts >= since ? hear(sample.device) : undefined;
        if (!one) continue;
        const start = to.length();
        if (write(to, sample, one)) {
          to.ascii('\n');
          ends.push(to.length());
          speakers.push(one);
          hours.add(hourOf(sample.ts));
        } else to.cut(start);
      }
      return {
        lines: { bytes: to.written(), ends },
        refused: samples.length - ends.length,
        hours,
        written() {
          for (const one of speakers) if (one.batch === mine) one.newest = one.next;
        },
      };
    },
  };
}
