import type { StoredSample } from '../port.ts';
import { storedValue } from '../stored-value.ts';
import type { ByteWriter } from './byte-writer.ts';
import { BEATS, TELEMETRY, fieldKey, isName, quoted, tagValue } from './names.ts';

/** How the points of a device begin, in bytes: `telemetry,device=… ` and `beats,device=… `. */
export interface Speaker {
  telemetry: Uint8Array;
  beats: Uint8Array;
}

/** Undefined for a device that has no word in the line protocol. */
export function speakerOf(device: string): Speaker | undefined {
  if (!isName(device)) return undefined;
  const tag = `,device=${tagValue(device)} `;
  return { telemetry: Buffer.from(TELEMETRY + tag), beats: Buffer.from(BEATS + tag) };
}

const AT_THE_MILLISECOND = '000000';

/**
 * Writes a sample as one point. InfluxDB keeps times for every field anew, and packs them well only while
 * all of a block are whole milliseconds: so these have nothing below that. False, with part of it
 * written, for a metric that has no word in the line protocol.
 */
export function writePoint(to: ByteWriter, speaker: Speaker, sample: StoredSample): boolean {
  const start = to.length();
  const count = writeFields(to, speaker, sample.m);
  if (count < 0) return false;
  if (count === 0) {
    to.cut(start);
    writeBeat(to, speaker, sample, AT_THE_MILLISECOND);
    return true;
  }
  to.ascii(',seq=');
  to.integer(sample.seq);
  to.ascii('i,boot=');
  to.text(quoted(sample.boot));
  writeTime(to, sample.ts, AT_THE_MILLISECOND);
  return true;
}

/**
 * Writes a sample that may share its millisecond with another of its device: who it is stands apart, at
 * nanoseconds of its own, so that nothing takes its place; what it held goes where all values go.
 */
export function writeApart(to: ByteWriter, speaker: Speaker, sample: StoredSample): boolean {
  writeBeat(to, speaker, sample, nanosecondsOf(sample));
  const end = to.length();
  to.ascii('\n');
  const count = writeFields(to, speaker, sample.m);
  if (count < 0) return false;
  if (count === 0) to.cut(end);
  else writeTime(to, sample.ts, AT_THE_MILLISECOND);
  return true;
}

function writeBeat(
  to: ByteWriter,
  speaker: Speaker,
  { seq, boot, late, ts }: StoredSample,
  ns: string,
): void {
  to.bytes(speaker.beats);
  to.ascii('seq=');
  to.integer(seq);
  to.ascii(',boot=');
  to.text(quoted(boot));
  if (late) to.ascii(',late=true');
  writeTime(to, ts, ns);
}

function writeTime(to: ByteWriter, ts: number, ns: string): void {
  to.ascii(' ');
  to.integer(ts);
  to.ascii(ns);
}

/** How many fields were written; -1 where one cannot be. */
function writeFields(to: ByteWriter, { telemetry }: Speaker, m: StoredSample['m']): number {
  let count = 0;
  to.bytes(telemetry);
  for (const metric of Object.keys(m)) {
    const key = fieldKey(metric);
    if (key === undefined) return -1;
    const value = storedValue(m[metric] ?? null);
    if (value === undefined) continue;
    if (count++ > 0) to.ascii(',');
    writeField(to, key, value);
  }
  return count;
}

function writeField(
  to: ByteWriter,
  { ofNumber, ofText }: { ofNumber: Uint8Array; ofText: Uint8Array },
  value: number | string,
) {
  if (typeof value === 'number') {
    to.bytes(ofNumber);
    to.number(value);
  } else {
    to.bytes(ofText);
    to.text(quoted(value));
  }
}

const SLOTS = 999_999;

/** Six digits, never all zero, the same for the same sample. */
function nanosecondsOf({ boot, seq }: StoredSample): string {
  return String(1 + ((hash(boot) + (seq % SLOTS)) % SLOTS)).padStart(6, '0');
}

/** FNV-1a: boots that are counted up must not come out as neighbours, as sequence numbers are. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
