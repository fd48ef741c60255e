import type { IPoint } from 'influx';
import type { StoredSample } from '../port.ts';
import { valuesOf } from '../stored-value.ts';

export const TELEMETRY = 'telemetry';
export const BEATS = 'beats';
export const MARKS = 'marks';

/**
 * A text has a field of its own beside the number of the same metric, so that a field never changes
 * its type, which InfluxDB would refuse. No metric's name holds a colon.
 */
export const textField = (metric: string): string => `text:${metric}`;

/** InfluxDB's line protocol has no words for these in a name; the contract's names never hold one. */
export const isName = (text: string): boolean => /^[^\\\p{Cc}]+$/u.test(text);

export function isSpeakable({ device, m }: StoredSample): boolean {
  return isName(device) && Object.keys(m).every(isName);
}

/** A sample as points: one that says that there was a sample, and one with what it held. */
export function pointsOf(sample: StoredSample): IPoint[] {
  const { device, boot, seq, ts, late, m } = sample;
  const timestamp = instantOf(sample);
  const beat = { measurement: BEATS, tags: { device }, fields: { seq, boot, ts, late: late ? 1 : 0 }, timestamp };
  const { numbers, texts } = valuesOf(m);
  if (numbers.length + texts.length === 0) return [beat];
  const fields = Object.fromEntries<number | Quoted>([
    ...numbers,
    ...texts.map(([metric, text]): [string, Quoted] => [textField(metric), quoted(text)]),
  ]);
  return [beat, { measurement: TELEMETRY, tags: { device }, fields, timestamp }];
}

/** A text ready for the line protocol: the client's own quoting adds a backslash where one precedes an apostrophe. */
interface Quoted {
  toString(): string;
}

function quoted(text: string): Quoted {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return { toString: () => `"${escaped}"` };
}

const NS_PER_MS = 1_000_000;

/**
 * Device and time are what makes a point of InfluxDB one. Two samples of one millisecond stay two: the
 * nanoseconds below it come from what else names a sample, and are the same when it is written again.
 */
function instantOf({ boot, seq, ts }: StoredSample): string {
  const below = (hash(boot) + (seq % NS_PER_MS)) % NS_PER_MS;
  return `${ts}${String(below).padStart(6, '0')}`;
}

function hash(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) % NS_PER_MS;
  return h;
}
