import type { EffectFigure, FieldTest } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import type { Measured } from '../core/weak-area/works/side.ts';
import { compareSides } from '../core/weak-area/works/compare.ts';
import { betterOf } from './comparable.ts';
import type { FigureHead } from './figure.ts';
import { figureOf } from './figure.ts';

/** Field tests of an area on both sides. */
export interface TestSides {
  before: readonly FieldTest[];
  after: readonly FieldTest[];
}

export interface TestFacts {
  tests: TestSides;
  /** The level that is told. */
  metric: string;
  /** Whether anything lies after the works already. */
  isPast: boolean;
}

type ValueOf = (test: FieldTest) => number | null;
/** What a day says: of all its values together. */
type DayValue = (values: readonly number[]) => number;

const LEAST_TESTS = 5;

const UNMATCHED = {
  zh: '外场测试次数少，不按一周小时匹配：两侧测试全部计入，测试时间不同也会带来差异。',
  en: 'Field tests are too few to be matched by hour of the week: all of each side count, and other hours of the day may be a part of the difference.',
};
const UNMATCHED_MEDIAN = {
  zh: `每天取测试电平的中位数，再按测试次数平均。${UNMATCHED.zh}`,
  en: `Of each day the median of its tests, then the mean by the number of tests. ${UNMATCHED.en}`,
};

const common = { source: 'field_tests', better: 'higher', note: UNMATCHED } as const;
const SUCCESS: FigureHead = { ...common, what: 'success_rate', metric: null, unit: '' };
const THROUGHPUT: FigureHead = { ...common, what: 'throughput', metric: null, unit: 'Mbit/s' };

/** The level that most tests have, of those that can be compared. */
export function mostTested(tests: readonly FieldTest[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { levels } of tests)
    for (const metric of Object.keys(levels)) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  const known = [...counts].filter(([metric]) => betterOf(metric) !== undefined);
  return known.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}

/** What the tests have any values of: how often a session came about, how fast it was, and a level. */
export function testFigures(facts: TestFacts, dayOf: (ts: number) => number): EffectFigure[] {
  const { metric } = facts;
  const median: FigureHead = {
    ...{ ...common, what: 'median', metric, unit: metricInfo(metric)?.unit ?? '', note: UNMATCHED_MEDIAN },
    better: betterOf(metric) ?? 'higher',
  };
  return [
    ...figure(
      facts,
      SUCCESS,
      measuredBy(({ ok }) => (ok === null ? null : Number(ok)), mean, dayOf),
    ),
    ...figure(
      facts,
      THROUGHPUT,
      measuredBy(({ downMbps }) => downMbps, mean, dayOf),
    ),
    ...figure(
      facts,
      median,
      measuredBy(({ levels }) => levels[metric] ?? null, middle, dayOf),
    ),
  ];
}

function figure(
  { tests, isPast }: TestFacts,
  head: FigureHead,
  measured: (tests: readonly FieldTest[]) => Measured[],
): EffectFigure[] {
  const [before, after] = [measured(tests.before), measured(tests.after)];
  if (before.length + after.length === 0) return [];
  const compared = compareSides(before, after);
  // An interval from fewer would look like more than it is.
  const isFew = Math.min(compared.before.n, compared.after.n) < LEAST_TESTS;
  const found = figureOf(head, isFew ? { ...compared, interval: null } : compared, isPast);
  return [isFew && isPast ? { ...found, because: 'few_tests' } : found];
}

/** Adds up values by day; all hours are one cell. */
function measuredBy(valueOf: ValueOf, dayValue: DayValue, dayOf: (ts: number) => number) {
  return (tests: readonly FieldTest[]): Measured[] => {
    const byDay = new Map<number, number[]>();
    for (const test of tests) {
      const value = valueOf(test);
      if (value === null) continue;
      const day = dayOf(test.at);
      const values = byDay.get(day);
      if (values) values.push(value);
      else byDay.set(day, [value]);
    }
    return [...byDay].map(([day, values]) => {
      return { day, cell: 0, sum: values.length * dayValue(values), n: values.length };
    });
  };
}

const mean: DayValue = (values) => values.reduce((a, b) => a + b, 0) / values.length;

const middle: DayValue = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};
