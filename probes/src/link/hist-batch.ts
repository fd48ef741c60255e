import { MAX_HIST_SAMPLES, MAX_PAYLOAD_BYTES } from '@fengsui/config/contract';
import type { Placed } from '../spool/runs.ts';
import type { Message, Sender } from './wire.ts';
import { histMessage, isEvent, liveMessage, toSample } from './wire.ts';

export interface Batch {
  message: Message;
  /** What it delivers. */
  placed: readonly Placed[];
}

/** What stands around the samples of a `hist`, at most. */
const FRAME_BYTES = 64;

/**
 * The next message for what waits, oldest first: as many samples of one life as fit, or one event.
 * Takes from `waiting` no more than it needs, and answers undefined when that is empty.
 */
export function nextBatch(sender: Sender, waiting: Iterable<Placed>, maxBytes: number): Batch | undefined {
  const placed: Placed[] = [];
  const limit = Math.min(maxBytes, MAX_PAYLOAD_BYTES) - FRAME_BYTES;
  let bytes = 0;
  for (const one of waiting) {
    const first = placed[0];
    if (first && !goWith(first, one)) break;
    bytes += sizeOf(one) + 1;
    if (first && bytes > limit) break;
    placed.push(one);
    if (isEvent(one.entry) || placed.length === MAX_HIST_SAMPLES) break;
  }
  return toBatch(sender, placed);
}

function goWith(first: Placed, one: Placed): boolean {
  return !isEvent(first.entry) && !isEvent(one.entry) && one.entry.boot === first.entry.boot;
}

function sizeOf({ entry }: Placed): number {
  return isEvent(entry) ? 0 : Buffer.byteLength(JSON.stringify(toSample(entry)));
}

function toBatch(sender: Sender, placed: readonly Placed[]): Batch | undefined {
  const first = placed[0]?.entry;
  if (!first) return undefined;
  if (isEvent(first)) return { message: liveMessage(sender, first), placed };
  const samples = placed.flatMap(({ entry }) => (isEvent(entry) ? [] : toSample(entry)));
  return { message: histMessage(sender, first.boot, samples), placed };
}

const MIN_BATCH_BYTES = 2 * 1024;
export const FIRST_BATCH_BYTES = 16 * 1024;
const QUICK_MS = 500;
const SLOW_MS = 2_000;

/** Batches grow while the line takes them quickly and shrink when it is slow, for live data waits behind them. */
export function nextBatchBytes(bytes: number, tookMs: number): number {
  if (tookMs > SLOW_MS) return Math.max(MIN_BATCH_BYTES, Math.floor(bytes / 2));
  return tookMs < QUICK_MS ? Math.min(MAX_PAYLOAD_BYTES, bytes * 2) : bytes;
}
