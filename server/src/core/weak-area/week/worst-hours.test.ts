import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoldedCell, FoldedWeek } from './week-grid.ts';
import { worstHours } from './worst-hours.ts';

type Shape = (day: number, hour: number) => Partial<FoldedCell> | undefined;

/** A week of four hours a cell and ten devices, of which two in a hundred are weak but where it is said otherwise. */
function weekOf(shape: Shape): FoldedWeek {
  const cells = Array.from({ length: 168 }, (_, i) => ({
    ...{ hours: 4, n: 40, weak: 0.8, devices: 10, levels: new Map<number, number>() },
    ...shape(Math.floor(i / 24), i % 24),
  }));
  return { cells, hours: cells.reduce((sum, { hours }) => sum + hours, 0) };
}
const WEAK = { weak: 16 };
const named = (shape: Shape) => worstHours(weekOf(shape)).worst.map(({ words }) => [words.zh, words.en]);
const isEvening = (hour: number) => hour >= 19 && hour < 22;

describe('the worst hours of a week', () => {
  it('are the evenings of workdays by name, with their share and what it rests on', () => {
    const { worst, words } = worstHours(weekOf((day, hour) => (day < 5 && isEvening(hour) ? WEAK : {})));
    expect(worst).toEqual([
      {
        ...{ from: 19, hours: 3, days: [0, 1, 2, 3, 4], weak_ratio: 0.4, n: 600 },
        words: { zh: '工作日 19–22 时', en: 'Weekdays 19:00–22:00' },
      },
    ]);
    expect(words).toEqual({
      zh: '一周设备时数中弱信号占 5%；最差时段：工作日 19–22 时（40%）。',
      en: 'Over the week 5 % of device-hours are weak; worst: Weekdays 19:00–22:00 (40 %).',
    });
  });

  it.each<[string, Shape, string[][]]>([
    [
      'every day, over midnight',
      (_, hour) => (hour >= 22 || hour < 2 ? WEAK : {}),
      [['每天 22–次日 2 时', 'Every day 22:00–02:00 (next day)']],
    ],
    ['a day as a whole', (day) => (day === 5 ? WEAK : {}), [['周六全天', 'Saturday, all day']]],
    [
      'weekends',
      (day, hour) => (day > 4 && hour === 23 ? WEAK : {}),
      [['周末 23–24 时', 'Weekends 23:00–24:00']],
    ],
    ['the whole of it', () => WEAK, [['每天全天', 'Every day, all day']]],
    [
      'days with the same hours together',
      (day, hour) => ((day === 1 || day === 3) && isEvening(hour) ? WEAK : {}),
      [['周二、周四 19–22 时', 'Tuesday, Thursday 19:00–22:00']],
    ],
    [
      'days in a row',
      (day, hour) => (day >= 2 && day <= 4 && hour < 6 ? WEAK : {}),
      [['周三至周五 0–6 时', 'Wednesday to Friday 00:00–06:00']],
    ],
  ])('are told as %s', (_title, shape, expected) => {
    expect(named(shape)).toEqual(expected);
  });

  it('are told of all workdays where one of them was a little better', () => {
    const shape: Shape = (day, hour) => (day < 5 && isEvening(hour) ? (day === 2 ? { weak: 6 } : WEAK) : {});
    expect(named(shape)).toEqual([['工作日 19–22 时', 'Weekdays 19:00–22:00']]);
  });

  it('come worst first, and are five at the most', () => {
    const { worst } = worstHours(weekOf((day, hour) => (hour === 2 * day ? { weak: 10 + day } : {})));
    expect(worst.map(({ days }) => days)).toEqual([[6], [5], [4], [3], [2]]);
    expect(worst.map(({ weak_ratio }) => weak_ratio)).toEqual([0.4, 0.375, 0.35, 0.325, 0.3]);
  });

  it('are those too that are below a fifth, where the rest of the week is clearly better', () => {
    expect(named((day, hour) => (day === 0 && hour === 8 ? { n: 400, weak: 60 } : {}))).toEqual([
      ['周一 8–9 时', 'Monday 08:00–09:00'],
    ]);
    expect(named(() => ({ weak: 6 }))).toEqual([]);
  });

  it('are not those that rest on too little: few devices, or a single hour where there are four', () => {
    expect(named((day) => (day === 0 ? { ...WEAK, devices: 4 } : {}))).toEqual([]);
    expect(named((day) => (day === 0 ? { ...WEAK, hours: 1 } : {}))).toEqual([]);
    expect(named((day, hour) => ({ ...(isEvening(hour) && day > 4 ? WEAK : {}), hours: 1 }))).toHaveLength(1);
  });

  it.each<[string, Shape, string, string]>([
    [
      'no hour is weak',
      () => ({}),
      '没有信号弱的时段；一周设备时数中弱信号占 2%。',
      'No weak hours; over the week 2 % of device-hours are weak.',
    ],
    [
      'hardly anything is weak',
      () => ({ weak: 0.01 }),
      '没有信号弱的时段；一周设备时数中弱信号占 <1%。',
      'No weak hours; over the week <1 % of device-hours are weak.',
    ],
    [
      'there are too few devices',
      () => ({ ...WEAK, devices: 3 }),
      '样本不足：同时最多 3 台设备，至少需要 5 台。',
      'Too few devices: 3 at once at the most, 5 are needed.',
    ],
    [
      'nothing was measured',
      () => ({ hours: 0, n: 0, weak: 0, devices: 0 }),
      '所选时段没有测量数据。',
      'Nothing was measured in this span.',
    ],
  ])('are none where %s, and that is said', (_title, shape, zh, en) => {
    expect(worstHours(weekOf(shape))).toEqual({ worst: [], words: { zh, en } });
  });

  it('never name a cell twice, and no stretch is better than the week', () => {
    const cell = fc.record({
      weak: fc.nat(40),
      devices: fc.constantFrom(3, 10),
      hours: fc.constantFrom(0, 1, 4),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 168, maxLength: 168 }), (cells) => {
        const week = weekOf((day, hour) => {
          const own = cells[day * 24 + hour]!;
          return own.hours === 0 ? { hours: 0, n: 0, weak: 0, devices: 0 } : own;
        });
        const { worst } = worstHours(week);
        const named = worst.flatMap(({ days, from, hours }) =>
          days.flatMap((day) => Array.from({ length: hours }, (_, i) => (day * 24 + (from % 24) + i) % 168)),
        );
        expect(new Set(named).size).toBe(named.length);
        const all = week.cells.reduce((sum, { n, weak }) => [sum[0]! + n, sum[1]! + weak], [0, 0]);
        for (const { weak_ratio: ratio } of worst)
          expect(ratio).toBeGreaterThanOrEqual(Math.min(0.2, all[1]! / all[0]!));
      }),
      { numRuns: 50 },
    );
  });
});
