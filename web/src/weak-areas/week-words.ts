import type { WeekAnswer, WeekCell } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import { readMetric } from '../i18n/value.ts';
import { countsWords, rangeWords } from './area-words.ts';
import { weakShare } from './area-groups.ts';
import { shadeOf } from './week-model.ts';

const HOURS = 24;
const NO_BREAK = '\u00a0';

export function levelWords(metric: string, value: number, text: Catalogue, formats: Formats): string {
  const { text: number, unit } = readMetric(metric, value, text, formats);
  return unit ? number + NO_BREAK + unit : number;
}

/** Day and hour of a cell. */
export function cellTitle(index: number, { weakAreas, settings }: Catalogue): string {
  const day = settings.weekdays[Math.floor(index / HOURS)] ?? '';
  const hour = index % HOURS;
  return weakAreas.week.cell(`${day} ${rangeWords({ from: hour, to: hour + 1 }, weakAreas)}`);
}

/** What is known of a cell, each part a figure with what it rests on. */
export function cellParts(cell: WeekCell, metric: string, text: Catalogue, formats: Formats): string[] {
  const { week } = text.weakAreas;
  const { n, weak_ratio, median, p05, devices } = cell;
  if (n === 0 || weak_ratio === null) return [week.none];
  const weak = week.weak(
    formats.percent(weak_ratio),
    formats.count(Math.round(n * weak_ratio)),
    formats.count(n),
  );
  const isFew = shadeOf(cell) === 'few';
  return [
    isFew ? week.few(formats.count(devices), formats.count(n)) : weak,
    ...(median === null ? [] : [week.median(levelWords(metric, median, text, formats))]),
    ...(p05 === null ? [] : [week.p05(levelWords(metric, p05, text, formats))]),
    ...(isFew ? [] : [week.most(formats.count(devices))]),
  ];
}

/** Now against what is usual at this hour of the week. */
export function usualWords(week: WeekAnswer, text: Catalogue, formats: Formats): string[] {
  const { usual: words, list } = text.weakAreas;
  const { count, median, usual, weak_ratio } = week.now;
  const share = weakShare(count);
  const few = count.n === 0 ? list.unmeasured : list.only(formats.count(count.n));
  const now =
    share === undefined ? few : words.now(formats.percent(weak_ratio ?? share), countsWords(count, formats));
  const isTold = shadeOf(usual) !== 'none' && shadeOf(usual) !== 'few' && usual.weak_ratio !== null;
  const before = isTold && words.usual(formats.percent(usual.weak_ratio ?? 0), formats.count(usual.n));
  const level = (value: number): string => levelWords(week.metric, value, text, formats);
  const levels = median !== null && usual.median !== null && words.median(level(median), level(usual.median));
  return [now, before, levels].filter((part) => part !== false);
}
