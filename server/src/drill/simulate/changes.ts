import type { Metrics, MetricValue } from '@fengsui/config/contract';

const DAY_MS = 24 * 60 * 60_000;

/** Something that alters what a device measures, from a moment on; a later one alters what an earlier one gave. */
export interface Change {
  metric: string;
  from: number;
  /** Infinity while nothing ends it. */
  until: number;
  /** Adds so much, growing to it over `overMs`. */
  by?: number;
  overMs?: number;
  /** Adds a wave of a day's length with this amplitude. */
  daily?: number;
  /** Says this instead; `dips`: only in this share of the samples. */
  value?: MetricValue;
  dips?: number;
}

/** Alters `m` in place. `chance` is this sample's share of 1. */
export function applyChange(m: Metrics, change: Change, ts: number, chance: number): void {
  if (ts < change.from || ts >= change.until) return;
  const { metric, value, dips = 1 } = change;
  if (value !== undefined) {
    if (chance < dips) m[metric] = value;
    return;
  }
  const was = m[metric];
  if (typeof was === 'number') m[metric] = Math.round((was + shiftAt(change, ts)) * 100) / 100;
}

function shiftAt({ from, by = 0, overMs = 0, daily = 0 }: Change, ts: number): number {
  const grown = overMs > 0 ? Math.min(1, (ts - from) / overMs) : 1;
  return by * grown + (daily === 0 ? 0 : daily * Math.sin((2 * Math.PI * (ts % DAY_MS)) / DAY_MS));
}
