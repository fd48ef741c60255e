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
  const stored: StoredSample[] = [];
  samples.forEach(({ seq, ts, m }, place) => {
    if (skip.includes(place)) return;
    const values = withQuality(withoutOwn(m), quality?.[place] ?? 'NA');
    stored.push({ device, boot: body.boot, seq, ts: ts + shiftMs, late, m: values });
  });
  return stored;
}

/** Adds to the very values, which were decoded for this alone: to copy them would take twenty times as long. */
function withQuality(m: Metrics, quality: SignalState): Metrics {
  if (quality === 'NA') return m;
  m[WEAK] = quality === 'OK' ? 0 : 1;
  if (quality === 'BAD') m[BAD] = 1;
  return m;
}

/** What only we say of a sample, no device says. */
function withoutOwn(m: Metrics): Metrics {
  if (!hasOwnNames(m)) return m;
  return Object.fromEntries(Object.entries(m).filter(([name]) => !isOwn(name)));
}

function hasOwnNames(m: Metrics): boolean {
  for (const name in m) if (isOwn(name)) return true;
  return false;
}

/** By its first letter before all of it: nearly all names are told by that. */
const isOwn = (name: string): boolean => name.charCodeAt(0) === FIRST_LETTER && name.startsWith(OWN_METRICS);
const FIRST_LETTER = OWN_METRICS.charCodeAt(0);

export function samplesOfRecord(record: Buffer): { at: number; samples: StoredSample[] } {
  const { at, topic, payload, verdict } = decodeArrival(record);
  const decoded = decodeBytes(topic, payload);
  return { at, samples: decoded.ok ? storedSamples(decoded.message, verdict) : [] };
}
