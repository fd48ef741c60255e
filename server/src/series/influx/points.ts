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
export function pointsOf({ device, boot, seq, ts, late, m }: StoredSample): IPoint[] {
  const tags = { device };
  const beat = {
    measurement: BEATS,
    tags,
    fields: late ? { seq, boot, ts, late } : { seq, boot, ts },
    timestamp: instant(ts, hash(boot) + (seq % NS_PER_MS)),
  };
  const { numbers, texts } = valuesOf(m);
  if (numbers.length + texts.length === 0) return [beat];
  const fields = Object.fromEntries<number | Quoted>([
    ...numbers,
    ...texts.map(([metric, text]): [string, Quoted] => [textField(metric), quoted(text)]),
  ]);
  return [beat, { measurement: TELEMETRY, tags, fields, timestamp: instant(ts, hash(boot)) }];
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
 * Device and time are what makes a point of InfluxDB one. The nanoseconds below a sample's millisecond
 * come from what else names it, so that two samples of one instant stay two, and are the same when it
 * is written again. What was measured only differs by boot: there InfluxDB packs times that are whole
 * milliseconds apart in a third of the room.
 */
function instant(ts: number, name: number): string {
  return `${ts}${String(name % NS_PER_MS).padStart(6, '0')}`;
}

/** FNV-1a: boots that are counted up must not come out as neighbours, as sequence numbers are. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
