import type { Data, Sample } from './messages.ts';
import { PROTOCOL_VERSION } from './messages.ts';
import type { MetricInfo } from './telemetry.ts';
import { MAX_METRICS_PER_MESSAGE, MetricName, metricInfo } from './telemetry.ts';

/**
 * Nearly all that comes are plain `data` messages, and nearly all of those are right: they are told
 * here at a tenth of what the schema costs. Answers the very value if the schema would take it as it is
 * and no metric is mistyped; undefined for everything else, which the schema then judges.
 */
export function plainData(value: unknown): Data | undefined {
  if (!isRecord(value) || !hasFields(value, DATA_FIELDS)) return undefined;
  const { v, boot } = value;
  return v === PROTOCOL_VERSION && isBoot(boot) && isPlainBeat(value) ? (value as Data) : undefined;
}

/** The same for one sample of a `hist`: after an outage they come by the hundred. */
export function plainSample(value: unknown): Sample | undefined {
  if (!isRecord(value) || !hasFields(value, SAMPLE_FIELDS)) return undefined;
  return isPlainBeat(value) ? (value as Sample) : undefined;
}

/** More metrics than any message may have. */
export function hasTooManyMetrics(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['m'])) return false;
  let count = 0;
  for (const name in value['m']) if (name !== '__proto__' && ++count > MAX_METRICS_PER_MESSAGE) return true;
  return false;
}

function isPlainBeat({ seq, ts, m }: Record<string, unknown>): boolean {
  return isCount(seq, Number.MAX_SAFE_INTEGER) && isCount(ts, LAST_TIME_MS) && isPlainMetrics(m);
}

const DATA_FIELDS = 5;
const SAMPLE_FIELDS = 3;
const LAST_TIME_MS = 8_640_000_000_000_000;
const MAX_BOOT_LENGTH = 16;
const MAX_TEXT_LENGTH = 128;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function hasFields(value: object, expected: number): boolean {
  let count = 0;
  for (const name in value) if (name !== '') count++;
  return count === expected;
}

function isCount(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

function isBoot(boot: unknown): boolean {
  if (typeof boot !== 'string' || boot.length === 0 || boot.length > MAX_BOOT_LENGTH) return false;
  for (let i = 0; i < boot.length; i++) if (!isHexDigit(boot.charCodeAt(i))) return false;
  return true;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

function isPlainMetrics(m: unknown): boolean {
  if (!isRecord(m)) return false;
  let count = 0;
  for (const name in m) {
    if (++count > MAX_METRICS_PER_MESSAGE || !isPlainMetric(name, m[name])) return false;
  }
  return true;
}

type Kind = MetricInfo['type'] | 'any';

function isPlainMetric(name: string, value: unknown): boolean {
  const kind = kinds.get(name) ?? learn(name);
  if (kind === undefined) return false;
  if (value === null) return true;
  if (kind !== 'any' && typeof value !== kind) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value.length <= MAX_TEXT_LENGTH);
}

/** Names that were found right before; bounded, as anybody can invent names. */
const kinds = new Map<string, Kind>();
const MAX_KNOWN = 4_096;

function learn(name: string): Kind | undefined {
  if (!MetricName.safeParse(name).success) return undefined;
  const kind = metricInfo(name)?.type ?? 'any';
  if (kinds.size < MAX_KNOWN) kinds.set(name, kind);
  return kind;
}
