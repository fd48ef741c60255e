export const TELEMETRY = 'telemetry';
export const BEATS = 'beats';
export const MARKS = 'marks';
export const HOURLY = 'hourly';
/** At each hour: when it was last said that samples were coming for it, and when it was last rolled up. */
export const TOUCHED = 'touched';
export const ROLLED = 'rolled';
/** Hours by area, metric and county; and which roll-up of an hour a county's devices were added up of. */
export const AREAS = 'areas';
/** Weak signals by area and day of UTC, added up of its hours. */
export const AREA_DAYS = 'area_days';
export const ADDED = 'added';

/**
 * A text has a field of its own beside the number of the same metric, so that a field never changes
 * its type, which InfluxDB would refuse. No metric's name holds a colon.
 */
export const textField = (metric: string): string => `text:${metric}`;

/** InfluxDB's line protocol has no words for these in a name; the contract's names never hold one. */
export const isName = (text: string): boolean => /^[^\\\p{Cc}]+$/u.test(text);

export const tagValue = (text: string): string => text.replace(/[ ,=]/g, '\\$&');

/** A name in InfluxQL. */
export const named = (name: string): string =>
  `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** Names of metrics come from outside: so many are remembered, then it begins anew. */
const MAX_KEYS = 10_000;

interface FieldKey {
  /** `name=` in bytes, for the metric's numbers. */
  ofNumber: Uint8Array;
  ofText: Uint8Array;
}

const keys = new Map<string, FieldKey>();

/** What comes before a field's value in the line protocol; undefined where it has no words for it. */
export function fieldKey(metric: string): FieldKey | undefined {
  const known = keys.get(metric);
  if (known) return known;
  if (!isName(metric)) return undefined;
  if (keys.size >= MAX_KEYS) keys.clear();
  const bytes = (name: string) => Buffer.from(`${tagValue(name)}=`);
  const key = { ofNumber: bytes(metric), ofText: bytes(textField(metric)) };
  keys.set(metric, key);
  return key;
}

export const quoted = (text: string): string =>
  /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
