import type { EffectFigure, EffectSide } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import { levelWords } from './week-words.ts';

const NONE = '—';
const MINUS = '\u2212';
const DIGITS = 1;
/** A difference of two levels is a ratio, whatever the levels refer to. */
const isLevel = (unit: string): boolean => unit.startsWith('dB');

const isShare = ({ what }: EffectFigure): boolean => what === 'weak_ratio' || what === 'success_rate';

export function sideValue(figure: EffectFigure, side: EffectSide, text: Catalogue, formats: Formats): string {
  const { value } = side;
  if (value === null) return NONE;
  if (isShare(figure)) return formats.percent(value);
  if (figure.metric !== null) return levelWords(figure.metric, value, text, formats);
  return `${formats.fixed(value, DIGITS)} ${figure.unit}`;
}

/** What a side rests on: device-hours of probes, or tests; the two are never mixed. */
export function sideSample(
  { source }: EffectFigure,
  { n, days }: EffectSide,
  text: Catalogue,
  formats: Formats,
): string {
  const { works } = text.weakAreas;
  const words = source === 'field_tests' ? works.tests : works.n;
  return words(formats.count(n), formats.count(days));
}

function signed(value: number, { fixed }: Formats): string {
  const digits = fixed(Math.abs(value), DIGITS);
  if (Number(digits.replaceAll(',', '')) === 0) return digits;
  return value < 0 ? MINUS + digits : `+${digits}`;
}

/** After less before, with its 95 % interval beside it; shares in points of a hundred. */
export function differenceWords(figure: EffectFigure, text: Catalogue, formats: Formats): string {
  const { difference, interval, unit } = figure;
  if (difference === null) return NONE;
  const { works } = text.weakAreas;
  const scale = isShare(figure) ? 100 : 1;
  const one = (value: number): string => signed(value * scale, formats);
  const told = isShare(figure)
    ? works.points(one(difference))
    : `${one(difference)} ${isLevel(unit) ? 'dB' : unit}`;
  return interval ? `${told} (${works.interval(one(interval[0]), one(interval[1]))})` : told;
}

/** What the figure is of: the metric's own name where there is one. */
export function figureName(
  { what, metric }: EffectFigure,
  text: Catalogue,
  metricName: (name: string) => string,
): string {
  const name = text.weakAreas.works.what[what];
  return metric === null ? name : `${name} ${metricName(metric)}`;
}
