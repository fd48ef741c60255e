import type { Metrics, MetricValue } from '@fengsui/config/contract';
import { metricInfo, Metrics as MetricsSchema } from '@fengsui/config/contract';
import { expect } from 'vitest';

/** Metrics as the contract wants them: known names, values of their type, finite numbers. */
export function expectConforming(metrics: Metrics): void {
  expect(MetricsSchema.safeParse(metrics).error).toBeUndefined();
  expect(Object.entries(metrics).flatMap(([name, value]) => faultsOf(name, value))).toEqual([]);
}

function faultsOf(name: string, value: MetricValue): string[] {
  const info = metricInfo(name);
  if (!info) return [`${name} is not in the table`];
  if (value !== null && typeof value !== info.type) return [`${name} is a ${typeof value}`];
  if (typeof value === 'number' && !Number.isFinite(value)) return [`${name} is ${value}`];
  if (info.unit === '%' && typeof value === 'number' && (value < 0 || value > 100))
    return [`${name} is ${value} %`];
  return [];
}
