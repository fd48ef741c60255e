import type { EffectFigure, RankedArea } from '@fengsui/config/contract';
import {
  BlindSpotAnswer,
  EffectAnswer,
  FieldBatch,
  RankingAnswer,
  WEEK_CELLS,
  WeakArea,
  WeakEvidence,
  WeekAnswer,
  WeekCell,
  Work,
} from '@fengsui/config/contract';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ZONE_MS = 8 * HOUR_MS;
/** 1 January 1970 was a Thursday. */
const DAYS_AFTER_MONDAY = 3;

/** An invented area as the server would tell it: parsed, so that it cannot drift from the contract. */
export function areaOf(id: string, over: Partial<WeakArea> = {}): WeakArea {
  return WeakArea.parse({
    ...{ id, name: `示例村 ${id}`, scope: { kind: 'area', id: `441223115${id.padStart(3, '2')}` } },
    ...{ area: '441223115220', source: 'file', watched: true, since: 1_750_000_000_000, target: null },
    ...{ state: 'ok', weakSince: null, now: { n: 12, weak: 0, bad: 0 }, hour: null, evidence: null },
    ...{ incident: null, devices: 14, population: 2_310 },
    ...over,
  });
}

/** Weak on the last evenings from 19 to 21 h of the site. */
export function eveningEvidence(now: number): WeakEvidence {
  const today = Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  const hours = [4, 3, 2, 1].flatMap((ago) => [19, 20].map((hour) => today - ago * DAY_MS + hour * HOUR_MS));
  const worst = { n: 12, weak: 7, bad: 1, from: hours[4]! };
  return WeakEvidence.parse({ reason: 'same_hour_of_days', hours, worst, devices: ['示例盒 1', '示例盒 2'] });
}

/** The cell of the week in which a time lies, on a clock eight hours ahead of UTC. */
function cellAt(now: number): number {
  const wall = now + ZONE_MS;
  const day = (Math.floor(wall / DAY_MS) + DAYS_AFTER_MONDAY) % 7;
  return day * 24 + Math.floor((wall % DAY_MS) / HOUR_MS);
}

const wobble = (index: number): number => (((index * 9_301 + 49_297) % 2_333) / 2_333) * 0.05;

/** Bad evenings, a night without data, and a Sunday morning with too few devices. */
function inventedCell(index: number): WeekCell {
  const [day, hour] = [Math.floor(index / 24), index % 24];
  if (day === 2 && hour >= 2 && hour < 5)
    return { n: 0, weak_ratio: null, median: null, p05: null, devices: 0 };
  const isEvening = hour >= 18 && hour < 23;
  const evening = isEvening ? 0.5 - Math.abs(hour - 20) * 0.13 - (day > 4 ? 0.18 : 0) : 0;
  const ratio = Math.max(0, evening + wobble(index) + (hour >= 8 && hour < 18 ? 0.06 : 0));
  const devices = day === 6 && hour < 6 ? 3 : 12;
  const median = -96 - ratio * 22;
  return { n: devices * 4, weak_ratio: ratio, median, p05: median - 6.4, devices };
}

export function weekOf(now: number, over: Partial<WeekAnswer> = {}): WeekAnswer {
  const cells = Array.from({ length: WEEK_CELLS }, (_, index) => inventedCell(index));
  const cell = cellAt(now);
  const worst = [
    {
      from: 19,
      hours: 3,
      days: [0],
      weak_ratio: 0.45,
      n: 144,
      words: { zh: '周一 19–22 时', en: 'Mon 19:00–22:00' },
    },
    {
      from: 43,
      hours: 3,
      days: [1],
      weak_ratio: 0.42,
      n: 144,
      words: { zh: '周二 19–22 时', en: 'Tue 19:00–22:00' },
    },
    {
      from: 91,
      hours: 2,
      days: [3],
      weak_ratio: 0.38,
      n: 96,
      words: { zh: '周四 19–21 时', en: 'Thu 19:00–21:00' },
    },
  ];
  return WeekAnswer.parse({
    ...{ id: 'wa-1', name: '古水镇小益村（示例）', metric: 'cell.rsrp_dbm', unit: 'dBm' },
    ...{ metrics: ['cell.rsrp_dbm', 'dvbc.mer_db'], from: now - 28 * DAY_MS, to: now, cells, worst },
    hours: { measured: 652, all: 672 },
    now: {
      ...{ at: now, cell, count: { n: 12, weak: 5, bad: 1 }, weak_ratio: 5 / 12, median: -104.2 },
      ...{ usual: cells[cell], verdict: 'worse' },
    },
    words: {
      zh: '每天 18 至 23 时弱，周一至周五最重；其余时段正常。',
      en: 'Weak every day from 18:00 to 23:00, most from Monday to Friday; normal at other hours.',
    },
    ...over,
  });
}

export const emptyWeek = (now: number): WeekAnswer => {
  const nothing: WeekCell = { n: 0, weak_ratio: null, median: null, p05: null, devices: 0 };
  const week = weekOf(now, { cells: Array.from({ length: WEEK_CELLS }, () => nothing), worst: [] });
  return { ...week, metrics: [], hours: { measured: 0, all: 672 } };
};

export function workOf(id: string, over: Partial<Work> = {}): Work {
  return Work.parse({
    ...{ id, kind: 're_tilt', title: `下倾角由 4° 调为 7°（示例 ${id}）`, note: null },
    ...{ scope: { kind: 'area', id: '441223115220' }, from: 1_750_000_000_000, to: 1_750_010_000_000 },
    ...{ by: { kind: 'person', id: 'chen', name: '示例陈' }, at: 1_750_010_100_000 },
    ...over,
  });
}

const FIGURES: EffectFigure[] = [
  {
    ...{ what: 'weak_ratio', source: 'probes', metric: null, unit: '' },
    before: { value: 0.318, n: 4_204, days: 28 },
    after: { value: 0.087, n: 3_980, days: 27 },
    ...{ difference: -0.231, interval: [-0.272, -0.184], verdict: 'better' },
    ...{ because: 'interval_beyond_zero', note: null },
  },
  {
    ...{ what: 'median', source: 'probes', metric: 'cell.rsrp_dbm', unit: 'dBm' },
    before: { value: -104.1, n: 4_204, days: 28 },
    after: { value: -103.6, n: 3_980, days: 27 },
    ...{ difference: 0.5, interval: [-0.3, 1.2], verdict: 'no_difference' },
    ...{ because: 'interval_holds_zero', note: { zh: '每小时取中位数。', en: 'The median of each hour.' } },
  },
  {
    ...{ what: 'success_rate', source: 'field_tests', metric: null, unit: '' },
    before: { value: 0.82, n: 40, days: 2 },
    after: { value: 0.95, n: 44, days: 2 },
    ...{ difference: 0.13, interval: null, verdict: 'too_few', because: 'few_days', note: null },
  },
];

export function effectOf(work: Work, over: Partial<EffectAnswer> = {}): EffectAnswer {
  const end = work.to ?? work.from;
  return EffectAnswer.parse({
    ...{ work, figures: FIGURES, matchedHours: 164, overlaps: [] },
    before: { from: work.from - 28 * DAY_MS, to: work.from },
    after: { from: end, to: end + 28 * DAY_MS },
    ...over,
  });
}

const TOWNS = [
  '古水镇',
  '坑口镇',
  '横山镇',
  '江屯镇',
  '中洲镇',
  '洽水镇',
  '马宁镇',
  '幸福街道',
  '南街街道',
  '排沙镇',
];

/** By week, in the order of the trends. */
const SLOPES = [1.2, -1, 0, 0];

export function rankingOf(now: number, weeks: number): RankingAnswer {
  const trends: RankedArea['trend'][] = ['rising', 'falling', 'steady', 'too_short'];
  const items = TOWNS.map((town, i) => {
    const cost = Math.round(180_000 / (i + 1.4));
    return {
      ...{ rank: i + 1, name: `示例村 ${i + 1}`, trend: trends[i % trends.length], cost },
      scope: { kind: 'area', id: i === 0 ? '441223115220' : `441223115${300 + i}` },
      areas: [
        { code: '441223115', name: town },
        { code: '441223', name: '广宁县' },
      ],
      ...{
        people: 2_310 - i * 120,
        hours: 640,
        weakHours: 78.4 - i * 6,
        badHours: i < 3 ? 6.2 : 0,
        devices: 12,
      },
      weeks: Array.from({ length: weeks }, (_, week) => ({
        from: now - (weeks - week) * 7 * DAY_MS,
        cost:
          (cost / weeks) *
          (1 + ((SLOPES[i % 4] ?? 0) * (week - weeks / 2)) / weeks + Math.sin(week * 2 + i) * 0.05),
        ...{ hours: week === 1 && i === 4 ? 0 : 160, weakHours: 20 },
      })),
    };
  });
  return RankingAnswer.parse({
    ...{ from: now - weeks * 7 * DAY_MS, to: now, items, areas: 1_620, tooFew: 341, peopleUnknown: 12 },
  });
}

export function blindOf(now: number): BlindSpotAnswer {
  const items = TOWNS.flatMap((town, i) =>
    Array.from({ length: (i % 4) + 1 }, (_, k) => ({
      ...{
        code: `44122311${i}2${String(k).padStart(2, '0')}`,
        name: `示例${i + 1}-${k + 1}村`,
        households: null,
      },
      areas: [
        { code: `44122311${i}`, name: town },
        { code: '441223', name: '广宁县' },
      ],
      population: k === 2 ? null : 1_900 - i * 130 - k * 40,
      why: (['no_probe', 'never_heard', 'silent'] as const)[(i + k) % 3],
      ...{ devices: (i + k) % 3 === 0 ? 0 : 2, lastSeenAt: (i + k) % 3 === 2 ? now - 9 * DAY_MS : null },
    })),
  );
  return BlindSpotAnswer.parse({ items, villages: 1_644, blind: items.length });
}

export const batchOf = (now: number, over: Partial<FieldBatch> = {}): FieldBatch =>
  FieldBatch.parse({
    ...{ id: 'tests-1', name: '古水镇复测（示例）', rows: 84, from: now - 3 * DAY_MS, to: now - 2 * DAY_MS },
    ...{ by: { kind: 'person', id: 'li', name: '示例李' }, at: now - DAY_MS },
    ...over,
  });
