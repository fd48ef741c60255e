import type { MetricValue } from '@fengsui/config/contract';
import type { StoredSample } from './port.ts';

/** Whether time and number are whole and not negative; others could block a store for ever if tried again. */
export function isStorable({ ts, seq }: StoredSample): boolean {
  return [ts, seq].every((number) => Number.isSafeInteger(number) && number >= 0);
}

/** What a store keeps of a metric's value: a number, a text, or undefined for nothing. */
export function storedValue(value: MetricValue): number | string | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return value ?? undefined;
}
