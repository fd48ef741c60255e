import type { Metrics } from '@fengsui/config/contract';
import { MAX_METRICS_PER_MESSAGE, metricInfo, MetricName, MetricValue } from '@fengsui/config/contract';
import { decimal } from '../decimal.ts';
import { parseJson } from '../json-text.ts';

export type ParsedOutput = { ok: true; metrics: Metrics } | { ok: false; why: string };

const MAX_NAMED = 5;
const MAX_KEY_LENGTH = 64;

/** One JSON object of metrics, or why it is not taken; one wrong key refuses it all. */
export function parseOutput(text: string, numbersAsText: boolean): ParsedOutput {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, why: 'did not print one JSON object' };
  }
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [
    key,
    numbersAsText && typeof each === 'string' ? (decimal(each) ?? each) : each,
  ]);
  if (entries.length > MAX_METRICS_PER_MESSAGE) {
    return {
      ok: false,
      why: `printed ${entries.length} metrics, at most ${MAX_METRICS_PER_MESSAGE} are taken`,
    };
  }
  const faults = entries.flatMap(([key, each]) => keyFault(key, each));
  if (faults.length > 0) return { ok: false, why: listOf(faults) };
  return { ok: true, metrics: Object.fromEntries(entries) as Metrics };
}

function keyFault(key: string, value: unknown): string[] {
  const shown = JSON.stringify(key.slice(0, MAX_KEY_LENGTH));
  if (!MetricName.safeParse(key).success) return [`${shown} is not the name of a metric`];
  if (!MetricValue.safeParse(value).success)
    return [`${shown} must be a number, a boolean, a short text or null`];
  const type = metricInfo(key)?.type;
  if (type === undefined || value === null || typeof value === type) return [];
  return [`${shown} must be a ${type}`];
}

function listOf(faults: readonly string[]): string {
  const more = faults.length - MAX_NAMED;
  return [...faults.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
