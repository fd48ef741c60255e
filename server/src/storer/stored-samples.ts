import type { Metrics, SignalState, Uplink } from '@fengsui/config/contract';
import { OWN_METRICS, decodeBytes } from '@fengsui/config/contract';
import type { SampleVerdict } from '../core/device/event.ts';
import { BAD, WEAK } from '../core/weak-area/area-hour.ts';
import { decodeArrival } from '../journal/arrival-record.ts';
import type { StoredSample } from '../series/port.ts';

/** What of a message goes into the series store; the same whether it comes live or from the journal. */
function storedSamples(message: Uplink, { shiftMs, skip, quality }: SampleVerdict): StoredSample[] {
  const { device, verb, body } = message;
  if (verb !== 'data' && verb !== 'event' && verb !== 'hist') return [];
  const late = verb === 'hist';
  const samples = late ? body.samples : [{ seq: body.seq, ts: body.ts, m: verb === 'data' ? body.m : {} }];
  return samples.flatMap(({ seq, ts, m }, place) => {
    if (skip.includes(place)) return [];
    const values = { ...withoutOwn(m), ...VALUES[quality?.[place] ?? 'NA'] };
    return [{ device, boot: body.boot, seq, ts: ts + shiftMs, late, m: values }];
  });
}

/** What is stored beside a sample's own values, by its quality. */
const VALUES: Readonly<Record<SignalState, Metrics>> = {
  NA: {},
  OK: { [WEAK]: 0 },
  WEAK: { [WEAK]: 1 },
  BAD: { [WEAK]: 1, [BAD]: 1 },
};

/** What only we say of a sample, no device says. */
function withoutOwn(m: Metrics): Metrics {
  const names = Object.keys(m);
  if (!names.some(isOwn)) return m;
  return Object.fromEntries(Object.entries(m).filter(([name]) => !isOwn(name)));
}

const isOwn = (name: string): boolean => name.startsWith(OWN_METRICS);

export function samplesOfRecord(record: Buffer): { at: number; samples: StoredSample[] } {
  const { at, topic, payload, verdict } = decodeArrival(record);
  const decoded = decodeBytes(topic, payload);
  return { at, samples: decoded.ok ? storedSamples(decoded.message, verdict) : [] };
}
