import { HOUR_MS } from '../port.ts';
import type { RangesQuery, SeriesRange } from '../port.ts';
import { createRangeSum } from '../range-sum.ts';
import type { InfluxClient, Row } from './client.ts';
import type { Hours } from './hours.ts';
import { isName } from './names.ts';
import type { Grouping } from './queries.ts';
import { hourlyRangesQuery, rawRangesQuery } from './queries.ts';
import { iso, orNothing, timeOf } from './rows.ts';

const DEVICES_AT_ONCE = 200;
/** Beyond it what lies between is counted from samples as well, rather than asking so often. */
const MAX_SPANS = 16;

/** A part of the window, and whether it is counted from samples. */
interface Span {
  from: number;
  to: number;
  isRaw: boolean;
}

/** Answers for spans of the window are added up step by step. `hourly` is where hours are kept. */
export async function readRanges(
  client: InfluxClient,
  hours: Hours,
  hourly: string,
  query: RangesQuery,
): Promise<SeriesRange[]> {
  const devices = query.devices.filter(isName);
  if (!isName(query.metric) || query.from >= query.to) return [];
  const spans =
    query.source === 'raw'
      ? [{ from: query.from, to: query.to, isRaw: true }]
      : spansOf(query, await hours.pending(query.from));
  const sum = createRangeSum();
  for (let at = 0; at < devices.length; at += DEVICES_AT_ONCE) {
    const some = devices.slice(at, at + DEVICES_AT_ONCE);
    for (const span of spans) {
      for (const range of await readSpan(client, hourly, { ...query, devices: some }, span)) sum.add(range);
    }
  }
  return sum.rows().slice(0, query.limit);
}

/** Hours that are pending, and those that are not, in turn. */
function spansOf(query: RangesQuery, pending: readonly number[]): Span[] {
  const from = Math.ceil(query.from / HOUR_MS);
  const to = Math.ceil(query.to / HOUR_MS);
  const raw = new Set(pending.filter((hour) => hour >= from && hour < to));
  const spans: Span[] = [];
  for (let hour = from; hour < to; hour++) {
    const last = spans.at(-1);
    if (last?.isRaw === raw.has(hour)) last.to = (hour + 1) * HOUR_MS;
    else spans.push({ from: hour * HOUR_MS, to: (hour + 1) * HOUR_MS, isRaw: raw.has(hour) });
  }
  return spans.length > MAX_SPANS ? joined(spans) : spans;
}

function joined(spans: readonly Span[]): Span[] {
  const first = spans.findIndex(({ isRaw }) => isRaw);
  const last = spans.findLastIndex(({ isRaw }) => isRaw);
  const middle = { from: spans[first]?.from ?? 0, to: spans[last]?.to ?? 0, isRaw: true };
  return [...spans.slice(0, first), middle, ...spans.slice(last + 1)];
}

async function readSpan(
  client: InfluxClient,
  hourly: string,
  query: RangesQuery,
  { from, to, isRaw }: Span,
): Promise<SeriesRange[]> {
  const { metric, devices, stepMs, source, perDevice = false } = query;
  // Of samples that stand for hours, each counts where its hour begins.
  const asked: Grouping =
    isRaw && source === 'hourly'
      ? { stepMs: HOUR_MS, from: 0, perDevice }
      : { stepMs, from: query.from, perDevice };
  const text = isRaw
    ? rawRangesQuery(metric, devices.length, asked)
    : hourlyRangesQuery(metric, hourly, devices.length, asked);
  const names = Object.fromEntries(devices.map((device, i) => [`d${i}`, device]));
  const rows = await orNothing(client.ask([text], { ...names, from: iso(from), to: iso(to) }));
  return rows.map((row) => toRange(row, query));
}

function toRange(row: Row, { from, stepMs, perDevice = false }: RangesQuery): SeriesRange {
  return {
    ts: from + Math.floor((timeOf(row) - from) / stepMs) * stepMs,
    ...(perDevice ? { device: String(row['device']) } : {}),
    count: Number(row['n']),
    min: Number(row['low']),
    max: Number(row['high']),
    sum: Number(row['total']),
  };
}
