import { offsetMs } from './device/clock-offset.ts';
import type { Observed } from './detector.ts';

/**
 * How long a live message was under way, by the device's clock as it was known before; undefined where
 * that cannot be told. Unlike `sentAt` it is not bounded: it is for seeing what concerns a whole fleet.
 */
export function messageDelayMs({
  at,
  retained,
  before,
  message: { verb, body },
}: Observed): number | undefined {
  if (retained || before === null || (verb !== 'data' && verb !== 'event')) return undefined;
  const offset = before.boots[0]?.offset;
  return offset ? Math.max(0, at - body.ts - offsetMs(offset)) : undefined;
}
