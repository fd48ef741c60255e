import type { EffectFigure } from '@fengsui/config/contract';
import { LEAST_DEVICES, metricInfo } from '@fengsui/config/contract';
import type { AreaHour } from '../core/weak-area/area-hour.ts';
import type { Measured } from '../core/weak-area/works/side.ts';
import { compareSides } from '../core/weak-area/works/compare.ts';
import { quantile } from '../core/weak-area/level-bins.ts';
import { betterOf } from './comparable.ts';
import type { FigureHead, MeasuredSides } from './figure.ts';
import { figureOf } from './figure.ts';
import type { LocalHour } from './local-hours.ts';

/** Hours of an area on both sides, of one metric. */
export interface HourSides {
  before: readonly AreaHour[];
  after: readonly AreaHour[];
}

export interface ProbeFacts {
  weak: HourSides;
  levels: HourSides;
  /** What `levels` are of. */
  metric: string;
  /** Whether anything lies after the works already. */
  isPast: boolean;
  /** Of a node, not of a division. */
  isNode: boolean;
}

type HourOf = (ts: number) => LocalHour;

const SHARE: FigureHead = {
  ...{ what: 'weak_ratio', source: 'probes', metric: null, unit: '', better: 'lower', note: null },
};
const MEDIAN_NOTE = {
  zh: '每小时取各设备电平的中位数，再对两侧都有数据的一周各小时取平均。',
  en: 'Of each hour the median of the devices, then the mean over the hours of the week that both sides have.',
};

const NOT_COUNTED = {
  zh: '节点只有在关注清单中才按小时统计：把它加入弱区清单，过去的小时也会补算。',
  en: 'Hours of a node are added up only while it is watched: put it on the list of weak areas, and its past is added up too.',
};

/** The share of weak device-hours and the median level. An hour with fewer than 5 devices does not count. */
export function probeFigures(
  { weak, levels, metric, isPast, isNode }: ProbeFacts,
  hourOf: HourOf,
): { figures: EffectFigure[]; matchedHours: number } {
  const shares = compared(measuredSides(weak, (hour) => hour.weak, hourOf));
  const medianSum = ({ levels: bins, n }: AreaHour): number => n * (quantile(bins, 0.5) ?? NaN);
  const medians = compared(measuredSides(levels, medianSum, hourOf));
  const isUncounted = isNode && weak.before.length + weak.after.length === 0;
  const head: FigureHead = {
    ...{ what: 'median', source: 'probes', metric, unit: metricInfo(metric)?.unit ?? '' },
    ...{ better: betterOf(metric) ?? 'higher', note: MEDIAN_NOTE },
  };
  return {
    figures: [figureOf(SHARE, shares, isPast), figureOf(head, medians, isPast)].map((figure) =>
      isUncounted ? { ...figure, note: NOT_COUNTED } : figure,
    ),
    matchedHours: shares.matched,
  };
}

const compared = ({ before, after }: MeasuredSides) => compareSides(before, after);

function measuredSides(
  { before, after }: HourSides,
  sumOf: (hour: AreaHour) => number,
  hourOf: HourOf,
): MeasuredSides {
  return { before: measuredHours(before, sumOf, hourOf), after: measuredHours(after, sumOf, hourOf) };
}

/** Where a clock is put back two hours have one name: they are added up. */
function measuredHours(
  hours: readonly AreaHour[],
  sumOf: (hour: AreaHour) => number,
  hourOf: HourOf,
): Measured[] {
  const byHour = new Map<number, Measured>();
  for (const hour of hours) {
    const sum = hour.n >= LEAST_DEVICES ? sumOf(hour) : NaN;
    if (Number.isNaN(sum)) continue;
    const { day, cell } = hourOf(hour.ts);
    const key = day * 24 + (cell % 24);
    const known = byHour.get(key);
    byHour.set(key, { day, cell, sum: (known?.sum ?? 0) + sum, n: (known?.n ?? 0) + hour.n });
  }
  return [...byHour.values()];
}
