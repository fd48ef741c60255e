import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRow, Window } from './case-row.ts';
import { figure } from './figure.ts';
import { figuresOf, windowFigures } from './figures.ts';
import { sampleClock, sampleRow } from './sample-row.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 8, 13, 16);
const week = (at = MONDAY + 7 * DAY_MS): Window => ({ from: MONDAY, to: MONDAY + 7 * DAY_MS, at });
const at = (day: number, hour = 0): number => MONDAY + day * DAY_MS + hour * HOUR_MS;

/** Answered after so many hours; the promise was one. */
function answered(id: string, openedAt: number, hours: number, over: Partial<CaseRow> = {}): CaseRow {
  const metAt = openedAt + hours * HOUR_MS;
  const clock = sampleClock(openedAt, { metAt, state: hours <= 1 ? 'met' : 'late' });
  return sampleRow(id, openedAt, { respondedAt: metAt, clocks: [clock], ...over });
}

const waiting = (id: string, openedAt: number, over: Partial<CaseRow> = {}): CaseRow =>
  sampleRow(id, openedAt, { clocks: [sampleClock(openedAt, { state: 'overdue' })], ...over });

describe('a figure', () => {
  it.each([
    [0, 0, null, 'too_few'],
    [4, 4, 1, 'too_few'],
    [5, 5, 1, 'green'],
    [95, 100, 0.95, 'green'],
    [94, 100, 0.94, 'yellow'],
    [90, 100, 0.9, 'yellow'],
    [89, 100, 0.89, 'red'],
    [0, 5, 0, 'red'],
  ])('of %i of %i is %s and %s', (numerator, denominator, ratio, state) => {
    expect(figure(numerator, denominator)).toEqual({ numerator, denominator, ratio, state });
  });
});

describe('timeliness', () => {
  it('counts what is overdue and still open: 8 in time, 1 late, 1 waiting are 80 %, not 89', () => {
    const rows = [
      ...Array.from({ length: 8 }, (_, i) => answered(`in-${i}`, at(1), 0.5)),
      answered('late', at(1), 2),
      waiting('open', at(2)),
    ];
    expect(figuresOf(rows, week()).timeliness).toEqual({
      numerator: 8,
      denominator: 10,
      ratio: 0.8,
      state: 'red',
    });
  });

  it('says nothing of a promise that is not due, is void, or was over before the week', () => {
    const rows = [
      sampleRow('soon', at(6, 23), { clocks: [sampleClock(at(6, 23.5))] }),
      sampleRow('void', at(1), { closedAt: at(1, 0.5), clocks: [sampleClock(at(1), { state: 'void' })] }),
      answered('before', at(-1), 0.5),
    ];
    expect(figuresOf(rows, week()).timeliness).toMatchObject({ numerator: 0, denominator: 0, ratio: null });
  });

  it('of a week that is not over does not run ahead of the time of asking', () => {
    const row = sampleRow('open', at(2), { clocks: [sampleClock(at(2))] });
    expect(figuresOf([row], week(at(2, 0.5))).timeliness.denominator).toBe(0);
    expect(figuresOf([row], week(at(2, 1) + 1)).timeliness.denominator).toBe(1);
  });

  it('counts what was left open in every week in which it was, and as late in the one in which it was met', () => {
    const row = answered('slow', at(2), 9 * 24);
    const next = { from: at(7), to: at(14), at: at(14) };
    expect(figuresOf([row], week())).toMatchObject({
      overdue: 1,
      timeliness: { numerator: 0, denominator: 1 },
    });
    expect(figuresOf([row], next)).toMatchObject({ timeliness: { numerator: 0, denominator: 1 } });
  });

  it('is not made better by closing what was never answered', () => {
    const clocks = [sampleClock(at(2), { state: 'late' })];
    const row = sampleRow('closed', at(2), { closedAt: at(3), clocks });
    expect(figuresOf([row], week()).timeliness).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('is told for each promise, in the order of the profile', () => {
    const fix = (state: 'met' | 'late') =>
      sampleClock(at(1), { id: 'resolve', state, metAt: at(1, 5), name: { zh: '处置', en: 'Restore' } });
    const rows = [
      answered('a', at(1), 0.5, { clocks: [sampleClock(at(1), { state: 'met', metAt: at(1) }), fix('met')] }),
      answered('b', at(1), 0.5, {
        clocks: [sampleClock(at(1), { state: 'met', metAt: at(1) }), fix('late')],
      }),
    ];
    expect(figuresOf(rows, week()).clocks).toMatchObject([
      { profile: 'ZQ-EMG', id: 'respond', numerator: 2, denominator: 2 },
      { profile: 'ZQ-EMG', id: 'resolve', name: { zh: '处置' }, numerator: 1, denominator: 2 },
    ]);
  });
});

it('says of each promise how long it took where it was met, in time or not, without pauses', () => {
  const took = (hours: number, state: 'met' | 'late' | 'overdue') =>
    sampleRow(`${hours}`, at(1), {
      clocks: [
        sampleClock(at(1), {
          state,
          metAt: state === 'overdue' ? null : at(1, hours),
          elapsedMs: hours * HOUR_MS,
        }),
      ],
    });
  const rows = [took(1, 'met'), took(4, 'late'), took(90, 'overdue')];
  expect(figuresOf(rows, week()).clocks).toMatchObject([
    { denominator: 3, took: { sumMs: 5 * HOUR_MS, count: 2, meanMs: 2.5 * HOUR_MS } },
  ]);
});

describe('the first response within three hours', () => {
  const rate = (rows: CaseRow[], window = week()) => {
    const { numerator, denominator } = figuresOf(rows, window).firstResponse;
    return [numerator, denominator];
  };

  it('counts who answered at three hours to the dot, and who did not answer in time', () => {
    expect(rate([answered('a', at(1), 3), answered('b', at(1), 3.1), sampleRow('c', at(1))])).toEqual([1, 3]);
  });

  it('waits with its judgement as long as somebody may still answer', () => {
    expect(rate([sampleRow('a', at(6, 22))])).toEqual([0, 0]);
    expect(rate([sampleRow('a', at(6, 22))], { from: at(7), to: at(14), at: at(14) })).toEqual([0, 1]);
  });

  it('leaves out what was over before anybody had to answer', () => {
    expect(rate([sampleRow('a', at(1), { closedAt: at(1, 2) })])).toEqual([0, 0]);
    expect(rate([sampleRow('a', at(1), { closedAt: at(1, 4) })])).toEqual([0, 1]);
  });

  it('counts every incident in one week only, whenever it was answered', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (day, hours) => {
          const row = answered('a', Math.round(at(day)), hours);
          const weeks = [-1, 0, 1].map((n) => ({ from: at(7 * n), to: at(7 * n + 7), at: at(21) }));
          return weeks.reduce((sum, window) => sum + (rate([row], window)[1] ?? 0), 0) === 1;
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the other figures', () => {
  it('take the mean from becoming known to being restored, over what was restored in the week', () => {
    const rows = [
      sampleRow('a', at(1), { restoredAt: at(1, 2) }),
      sampleRow('b', at(-1), { restoredAt: at(0, 4) }),
      sampleRow('c', at(-3), { restoredAt: at(-2) }),
      sampleRow('d', at(1)),
    ];
    const sumMs = 30 * HOUR_MS;
    expect(figuresOf(rows, week()).handling).toEqual({ sumMs, count: 2, meanMs: sumMs / 2 });
  });

  it('count pauses by reason, and only the time of them that lies in the week', () => {
    const rows = [
      sampleRow('a', at(-1), {
        pauses: [
          { reason: 'waiting_customer', from: at(-1), to: at(0, 3) },
          { reason: 'force_majeure', from: at(6, 20), to: null },
          { reason: 'no_access', from: at(-1), to: at(-0.5) },
        ],
      }),
      sampleRow('b', at(1), { pauses: [{ reason: 'waiting_customer', from: at(1), to: at(1, 1) }] }),
    ];
    expect(figuresOf(rows, week()).pauses).toEqual([
      { reason: 'force_majeure', count: 1, ms: 4 * HOUR_MS },
      { reason: 'waiting_customer', count: 2, ms: 4 * HOUR_MS },
    ]);
  });

  it('count what is open, overdue, stuck and disputed as it stood at the end of the week', () => {
    const rows = [
      waiting('a', at(1), { stuckSince: at(2), disputed: true }),
      waiting('b', at(1), { stuckSince: at(8), closedAt: at(9) }),
      waiting('c', at(1), { disputed: true, closedAt: at(2) }),
      sampleRow('d', at(8)),
    ];
    expect(figuresOf(rows, week(at(10)))).toMatchObject({
      opened: 3,
      closed: 1,
      open: 2,
      overdue: 2,
      stuck: 1,
      disputed: 1,
    });
  });

  it('are given by county and by team, and add up to those of all', () => {
    const rows = [
      answered('a', at(1), 0.5),
      answered('b', at(1), 2, { county: '441202', team: 'duanzhou' }),
      waiting('c', at(1), { county: '', team: '' }),
    ];
    const named = (text: string) => ({ zh: `《${text}》`, en: text });
    const { all, counties, teams } = windowFigures(rows, week(), { county: named, team: named });
    expect(counties.map(({ id, name, open }) => [id, name.zh, open])).toEqual([
      ['', '《》', 1],
      ['441202', '《441202》', 1],
      ['441223', '《441223》', 1],
    ]);
    expect(teams.map(({ id, timeliness }) => [id, timeliness.numerator, timeliness.denominator])).toEqual([
      ['', 0, 1],
      ['duanzhou', 0, 1],
      ['guangning', 1, 1],
    ]);
    expect([all.timeliness.numerator, all.timeliness.denominator]).toEqual([1, 3]);
  });
});
