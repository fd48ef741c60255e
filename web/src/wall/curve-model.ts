import type { DeviceView } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { Limit, SeriesModel, SeriesWords } from '../charts/series-option.ts';
import { timeTicks } from '../charts/time-axis.ts';
import type { ValueAxis } from '../charts/value-axis.ts';
import { valueAxis } from '../charts/value-axis.ts';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import { isStateMetric, readMetric, stateWord } from '../i18n/value.ts';
import { createZoneOffset } from '../i18n/zone.ts';
import type { Curve, CurvePoint } from './curve.ts';
import { openGap, windowed } from './curve.ts';

export interface CurveView {
  curve: Curve;
  device: DeviceView;
  metric: string;
  from: number;
  to: number;
  text: Catalogue;
  formats: Formats;
  /** Labels that fit side by side on the time axis, and one above the other on the other. */
  ticks: number;
  levels: number;
}

/** What the chart draws, and the words for it. */
export function curveModel(view: CurveView): { model: SeriesModel; words: SeriesWords } {
  const { device, metric, from, to, formats } = view;
  const { points, gaps } = windowed(view.curve, from, to);
  const states = stateScale(points, view);
  const drawn = points.map(([at, value]) => [at, onScale(value, states)] as const).filter(isDrawn);
  const limits = states.length > 0 ? [] : limitsOf(device, metric, view.text);
  const axis = axisFor(
    drawn.map(([, value]) => value),
    limits,
    metric,
    view.levels,
  );
  return {
    model: {
      points: drawn,
      gaps: openGap(device.link, device.lastSeenAt, to, gaps),
      from,
      to,
      ticks: timeTicks(from, to, view.ticks, createZoneOffset(formats.timezone)),
      axis,
      held: view.curve.step === 0,
      states: states.map(({ word }) => word),
      limits,
    },
    words: wordsFor(view, axis, states),
  };
}

interface State {
  value: number | string;
  word: string;
}

/** The states that a metric took, in a fixed order; none if it is a quantity. */
function stateScale(points: readonly CurvePoint[], { metric, text }: CurveView): State[] {
  const values = [...new Set(points.map(([, value]) => value))].slice(0, MAX_STATES);
  if (!isStateMetric(metric) && !values.some((value) => typeof value === 'string')) return [];
  const known = metricInfo(metric)?.type === 'boolean' ? [0, 1] : [];
  return [...new Set([...known, ...values.toSorted()])].map((value) => ({
    value,
    word: stateWord(metric, value, text) ?? String(value),
  }));
}
const MAX_STATES = 12;

function onScale(value: number | string, states: readonly State[]): number {
  const place = states.findIndex((state) => state.value === value);
  if (states.length > 0) return place < 0 ? Number.NaN : place;
  return typeof value === 'number' ? value : Number.NaN;
}

const isDrawn = ([, value]: readonly [number, number]): boolean => Number.isFinite(value);

function axisFor(
  values: readonly number[],
  limits: readonly Limit[],
  metric: string,
  levels: number,
): ValueAxis {
  const unit = metricInfo(metric)?.unit ?? '';
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > high) [low, high] = [0, 0];
  const own = valueAxis(low, high, unit, levels);
  /** A limit that is near is shown, so that one sees how near. */
  const reach = own.max - own.min;
  const near = limits
    .map(({ value }) => value)
    .filter((value) => value > own.min - reach && value < own.max + reach);
  return near.length === 0 ? own : valueAxis(Math.min(low, ...near), Math.max(high, ...near), unit, levels);
}

function limitsOf(device: DeviceView, metric: string, text: Catalogue): Limit[] {
  return (DEVICE_CLASSES[device.class]?.thresholds ?? [])
    .filter((row) => row.metric === metric && applies(row, device))
    .flatMap((row) => [
      ...('weak' in row ? [limit('weak', row.weak.enter, text)] : []),
      ...('bad' in row ? [limit('bad', row.bad.enter, text)] : []),
    ]);
}

const limit = (kind: Limit['kind'], value: number, text: Catalogue): Limit => ({
  kind,
  value,
  label: `${text.chart[kind]} ${value}`,
});

const applies = (row: { when?: { metric: string; is: number } } | object, device: DeviceView): boolean =>
  !('when' in row) || !row.when || device.metrics[row.when.metric] === row.when.is;

function wordsFor(view: CurveView, axis: ValueAxis, states: readonly State[]): SeriesWords {
  const { metric, text, formats } = view;
  const read = (value: number): string => {
    const { text: shown, unit } = readMetric(metric, value, text, formats);
    return unit ? `${shown} ${unit}` : shown;
  };
  return {
    tick: (value) => tickText(value, metric, axis, view),
    value: (value) => states[value]?.word ?? read(value),
    time: (at) => formats.moment(at, view.to),
    timeTick: (at, daily) => (daily ? formats.day(at) : formats.hour(at)),
    gap: (why) => text.chart.gaps[why],
  };
}

const isWhole = (n: number): boolean => Math.abs(n - Math.round(n)) < 1e-6;

/** No more digits than the axis needs; units that are scaled keep their prefix. */
function tickText(value: number, metric: string, axis: ValueAxis, { text, formats }: CurveView): string {
  const unit = metricInfo(metric)?.unit ?? '';
  if (unit === 's') return formats.duration(value * 1_000);
  if (unit === 'bit/s' || unit === 'B') {
    const scaled = readMetric(metric, value, text, formats);
    return `${scaled.text.replace(/\.0$/, '')}${scaled.unit.slice(0, -unit.length)}`;
  }
  if (axis.step < 0.01) return value === 0 ? '0' : formats.scientific(value);
  return formats.fixed(value, [0, 1, 2].find((digits) => isWhole(axis.step * 10 ** digits)) ?? 3);
}
