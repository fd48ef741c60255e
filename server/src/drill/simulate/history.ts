import type { Payload } from './item.ts';
import type { Samples } from './samples.ts';
import type { World } from './world.ts';

/** What devices measure while they cannot be heard, and tell when they can again. */
export interface History {
  begin(device: number, keepMin: number): void;
  /** Takes note of a beat, if the device keeps any. */
  keep(device: number, seq: number, sentAt: number): void;
  /** The payloads of what was kept, oldest first; nothing is kept any more. */
  end(device: number): Payload[];
  forget(device: number): void;
}

const MAX_SAMPLES = 500;
const MINUTE_MS = 60_000;

export function createHistory(world: World, samples: Samples): History {
  const limits = new Map<number, number>();

  function drop(device: number): void {
    world.kept.delete(device);
    limits.delete(device);
  }

  return {
    begin(device, keepMin) {
      world.kept.set(device, { seqs: [], sentAt: [] });
      limits.set(device, keepMin);
    },
    keep(device, seq, sentAt) {
      const kept = world.kept.get(device);
      if (!kept) return;
      kept.seqs.push(seq);
      kept.sentAt.push(sentAt);
      const oldest = sentAt - (limits.get(device) ?? 0) * MINUTE_MS;
      while ((kept.sentAt[0] ?? Infinity) < oldest) {
        kept.seqs.shift();
        kept.sentAt.shift();
      }
    },
    end(device) {
      const kept = world.kept.get(device);
      const payloads: Payload[] = [];
      for (let from = 0; kept && from < kept.seqs.length; from += MAX_SAMPLES) {
        const part = kept.seqs.slice(from, from + MAX_SAMPLES).map((seq, i) => {
          const sentAt = kept.sentAt[from + i] ?? 0;
          const ts = Math.round(sentAt + (world.clockOffsetMs[device] ?? 0));
          return { seq, ts, m: samples(device, seq, sentAt) };
        });
        payloads.push({ v: 1, boot: world.boot[device] ?? '', samples: part });
      }
      drop(device);
      return payloads;
    },
    forget: drop,
  };
}
