import type { GapReason } from '@fengsui/config/contract';
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { ChartOption } from './option.ts';
import { brokenLine, lonePoints } from './line.ts';
import type { LinePoint } from './line.ts';
import type { ChartTheme } from './theme.ts';
import type { TimeTicks } from './time-axis.ts';
import type { ValueAxis } from './value-axis.ts';

export type Gap = readonly [from: number, to: number, why: GapReason];

export interface Limit {
  value: number;
  label: string;
  kind: 'weak' | 'bad';
}

export interface SeriesModel {
  /** ms since 1970 and value; values of a state series index `states`. */
  points: readonly LinePoint[];
  gaps: readonly Gap[];
  from: number;
  to: number;
  ticks: TimeTicks;
  axis: ValueAxis;
  /** Points are values as sent, which hold until the next; otherwise means, joined by a slope. */
  held: boolean;
  /** The words of a state series, in the order of the axis; empty for a quantity. */
  states: readonly string[];
  limits: readonly Limit[];
}

/** How values and instants are written; all text comes from outside. */
export interface SeriesWords {
  tick(value: number): string;
  value(value: number): string;
  time(at: number): string;
  timeTick(at: number, daily: boolean): string;
  gap(why: GapReason): string;
}

export function seriesOption(model: SeriesModel, words: SeriesWords, theme: ChartTheme): ChartOption {
  const { rem } = theme;
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    grid: {
      left: 0.3 * rem,
      right: rightMargin(model) * rem,
      top: 0.9 * rem,
      bottom: 0.2 * rem,
      outerBounds: {},
    },
    tooltip: tooltip(words, theme),
    xAxis: timeAxis(model, words, theme),
    yAxis: model.states.length > 0 ? stateAxis(model, theme) : quantityAxis(model, words, theme),
    series: [line(model, words, theme), dots(model, theme)],
  };
}

/** Rem; what the longest label of a limit needs. */
const rightMargin = (model: SeriesModel): number =>
  Math.max(1.2, ...shownLimits(model).map(({ label }) => 0.9 + 0.55 * label.length));

function timeAxis(model: SeriesModel, words: SeriesWords, theme: ChartTheme): ChartOption['xAxis'] & {} {
  const { at, daily } = model.ticks;
  return {
    type: 'value',
    min: model.from,
    max: model.to,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.line } },
    axisTick: { show: true, customValues: at, lineStyle: { color: theme.line } },
    splitLine: { show: false },
    axisLabel: {
      customValues: at,
      hideOverlap: true,
      formatter: (value: number) => words.timeTick(value, daily),
      ...labelStyle(theme),
    },
  };
}

function quantityAxis(model: SeriesModel, words: SeriesWords, theme: ChartTheme): ChartOption['yAxis'] & {} {
  return {
    type: 'value',
    min: model.axis.min,
    max: model.axis.max,
    interval: model.axis.step,
    splitLine: { lineStyle: { color: theme.line } },
    axisLabel: { formatter: (value: number) => words.tick(value), ...labelStyle(theme) },
  };
}

function stateAxis(model: SeriesModel, theme: ChartTheme): ChartOption['yAxis'] & {} {
  return {
    type: 'category',
    data: [...model.states],
    boundaryGap: true,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: theme.line } },
    axisLabel: labelStyle(theme),
  };
}

const labelStyle = (theme: ChartTheme) => ({
  color: theme.dim,
  fontSize: 0.9 * theme.rem,
  fontFamily: theme.font,
});

function line(model: SeriesModel, words: SeriesWords, theme: ChartTheme): LineSeriesOption {
  return {
    type: 'line',
    data: brokenLine(model.points, model.gaps).map(([at, value]) => [at, value ?? '-']),
    showSymbol: false,
    ...(model.held ? { step: 'end' as const } : {}),
    ...(model.states.length > 0 ? {} : { sampling: 'minmax' as const }),
    lineStyle: { color: theme.state.ONLINE, width: 0.14 * theme.rem },
    itemStyle: { color: theme.state.ONLINE },
    emphasis: { disabled: true },
    markArea: gapAreas(model, words, theme),
    markLine: limitLines(model, theme),
  };
}

/** The newest point, and points that stand alone, which a line cannot show. */
function dots(model: SeriesModel, theme: ChartTheme): ScatterSeriesOption {
  const newest = model.points.at(-1);
  const lone = lonePoints(model.points, model.gaps);
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 0.5 * theme.rem,
    itemStyle: { color: theme.state.ONLINE },
    data: [...lone, ...(newest ? [newest] : [])].map(([at, value]) => [at, value]),
    tooltip: { show: false },
  };
}

function gapAreas(
  model: SeriesModel,
  words: SeriesWords,
  theme: ChartTheme,
): LineSeriesOption['markArea'] & {} {
  const wide = (model.to - model.from) / 12;
  return {
    silent: true,
    data: model.gaps.map(([from, to, why]) => [
      {
        xAxis: Math.max(from, model.from),
        itemStyle: { color: gapColour(why, theme), opacity: 0.22 },
        label: {
          show: to - from >= wide,
          formatter: words.gap(why),
          position: 'insideTop',
          ...labelStyle(theme),
          color: theme.text,
        },
      },
      { xAxis: Math.min(to, model.to) },
    ]),
  };
}

const gapColour = (why: GapReason, theme: ChartTheme): string =>
  ({ no_contact: theme.state.UNKNOWN, announced: theme.state.STANDBY, blind: theme.state.BLIND })[why];

const shownLimits = ({ limits, axis }: SeriesModel): Limit[] =>
  limits.filter(({ value }) => value >= axis.min && value <= axis.max);

function limitLines(model: SeriesModel, theme: ChartTheme): LineSeriesOption['markLine'] & {} {
  return {
    silent: true,
    symbol: 'none',
    data: shownLimits(model).map(({ value, label, kind }) => ({
      yAxis: value,
      lineStyle: {
        color: kind === 'bad' ? theme.state.OFFLINE : theme.state.SUSPECT,
        type: 'dashed',
        width: 0.06 * theme.rem,
        opacity: 0.8,
      },
      label: {
        formatter: label,
        position: 'end',
        ...labelStyle(theme),
      },
    })),
  };
}

/** Rich text, not HTML: a strict content security policy forbids inline styles. */
function tooltip(words: SeriesWords, theme: ChartTheme): ChartOption['tooltip'] & {} {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: theme.ground,
    borderColor: theme.line,
    textStyle: { color: theme.text, fontSize: 0.9 * theme.rem, fontFamily: theme.font },
    axisPointer: { type: 'line', lineStyle: { color: theme.faint } },
    formatter: (hover: unknown) => hoverText(hover, words),
  };
}

function hoverText(hover: unknown, words: SeriesWords): string {
  const first: unknown = Array.isArray(hover) ? hover[0] : hover;
  const data = typeof first === 'object' && first !== null && 'data' in first ? first.data : undefined;
  if (!Array.isArray(data) || typeof data[0] !== 'number' || typeof data[1] !== 'number') return '';
  return `${words.time(data[0])}\n${words.value(data[1])}`;
}
