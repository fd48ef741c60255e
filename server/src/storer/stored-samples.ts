import type { Uplink } from '@fengsui/config/contract';
import { decodeBytes } from '@fengsui/config/contract';
import type { SampleVerdict } from '../core/device/event.ts';
import { decodeArrival } from '../journal/arrival-record.ts';
import type { StoredSample } from '../series/port.ts';

/** What of a message goes into the series store; the same whether it comes live or from the journal. */
function storedSamples(message: Uplink, { shiftMs, skip }: SampleVerdict): StoredSample[] {
  const { device, verb, body } = message;
  if (verb !== 'data' && verb !== 'event' && verb !== 'hist') return [];
  const late = verb === 'hist';
  const samples = late ? body.samples : [{ seq: body.seq, ts: body.ts, m: verb === 'data' ? body.m : {} }];
  return samples
    .filter((_, place) => !skip.includes(place))
    .map(({ seq, ts, m }) => ({ device, boot: body.boot, seq, ts: ts + shiftMs, late, m }));
}

export function samplesOfRecord(record: Buffer): { at: number; samples: StoredSample[] } {
  const { at, topic, payload, verdict } = decodeArrival(record);
  const decoded = decodeBytes(topic, payload);
  return { at, samples: decoded.ok ? storedSamples(decoded.message, verdict) : [] };
}
