import { MAX_REPORT_ITEMS } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { CaseRow, Window } from './case-row.ts';
import { monthlyReview } from './monthly.ts';
import { sampleClock, sampleRow } from './sample-row.ts';
import { weeklySheet } from './weekly.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.UTC(2026, 8, 13, 16);
const at = (day: number, hour = 0): number => MONDAY + day * DAY_MS + hour * HOUR_MS;
const window = (from: number, to: number, asked = to): Window => ({
  from: at(from),
  to: at(to),
  at: at(asked),
});
const named = (text: string) => ({ zh: text, en: text });
const NAMES = { county: named, team: named };

const overdue = (id: string, openedAt: number, over: Partial<CaseRow> = {}): CaseRow =>
  sampleRow(id, openedAt, { clocks: [sampleClock(openedAt, { state: 'overdue' })], ...over });
const met = (id: string, metAt: number, over: Partial<CaseRow> = {}): CaseRow =>
  sampleRow(id, metAt, { closedAt: metAt, clocks: [sampleClock(metAt, { state: 'met', metAt })], ...over });

describe('the dispatch sheet', () => {
  const sheet = (rows: CaseRow[], before: CaseRow[] = []) =>
    weeklySheet({ rows, window: window(0, 7, 3) }, { rows: before, window: window(-7, 0, 3) }, NAMES);

  it('lists what is open by county and team, what is overdue before what is due, each with its owner and time', () => {
    const { open } = sheet([
      sampleRow('quiet', at(1), { dueAt: null }),
      sampleRow('soon', at(2), { dueAt: at(3, 1) }),
      overdue('over', at(2)),
      sampleRow('elsewhere', at(2), { county: '441202', team: 'duanzhou', dueAt: at(4) }),
      sampleRow('closed', at(1), { closedAt: at(2) }),
    ]);
    expect(open.items.map(({ id }) => id)).toEqual(['elsewhere', 'over', 'soon', 'quiet']);
    expect(open.items[1]).toMatchObject({
      owner: { name: '广宁示例班组' },
      dueAt: at(2, 1),
      broken: [{ id: 'respond', state: 'overdue', dueAt: at(2, 1), metAt: null }],
    });
  });

  it('names what is stuck and what is disputed', () => {
    const { open } = sheet([sampleRow('a', at(1), { stuckSince: at(2), disputed: true })]);
    expect(open.items).toMatchObject([{ stuckSince: at(2), disputed: true }]);
  });

  it('has the figures of this week so far, and of last week', () => {
    const { figures, before } = sheet([met('now', at(1))], [met('then', at(-2)), overdue('open', at(-3))]);
    expect(figures).toMatchObject({
      from: at(0),
      to: at(7),
      all: { timeliness: { numerator: 1, denominator: 1 } },
    });
    expect(before.all.timeliness).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('keeps the most urgent of very many, and says how many it left off', () => {
    const rows = Array.from({ length: MAX_REPORT_ITEMS + 7 }, (_, i) =>
      sampleRow(`i-${i}`, at(1), { dueAt: at(3) + i }),
    );
    const { open } = sheet([...rows, overdue('over', at(1))].reverse());
    expect([open.items.length, open.leftOff, open.items[0]?.id]).toEqual([MAX_REPORT_ITEMS, 8, 'over']);
  });
});

describe('the review', () => {
  const MONTH = window(0, 30);
  const BEFORE = window(-30, 0);
  const review = (rows: CaseRow[], before: CaseRow[] = []) =>
    monthlyReview({ rows, window: MONTH }, { rows: before, window: BEFORE }, NAMES);
  const many = (n: number, make: (id: string) => CaseRow): CaseRow[] =>
    Array.from({ length: n }, (_, i) => make(`m-${i}`));

  it('says by how much the figures changed, and nothing where there were too few', () => {
    const now = many(10, (id) => met(id, at(2), { respondedAt: at(2), restoredAt: at(2, 2) }));
    const then = [...many(8, (id) => met(id, at(-9))), overdue('x', at(-9)), overdue('y', at(-9))];
    const { change } = review(now, then);
    expect(change.timeliness).toBeCloseTo(0.2);
    expect([change.firstResponse, change.meanHandlingMs]).toEqual([null, null]);
    expect(review(now, then.slice(0, 4)).change.timeliness).toBeNull();
  });

  it('counts broken promises by team: those that are over, and those that still wait', () => {
    const late = sampleClock(at(1), { state: 'late', metAt: at(2) });
    const { breaches, breached } = review([
      sampleRow('a', at(1), { clocks: [late, sampleClock(at(1), { id: 'resolve', state: 'overdue' })] }),
      overdue('b', at(3), { team: 'duanzhou' }),
      met('c', at(3)),
    ]);
    expect(breaches).toEqual([
      { team: 'duanzhou', name: named('duanzhou'), late: 0, overdue: 1, incidents: 1 },
      { team: 'guangning', name: named('guangning'), late: 1, overdue: 1, incidents: 1 },
    ]);
    expect(breached.items.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('counts causes, and reports by the way they came', () => {
    const said = (channel: 'hotline' | 'qr', ...days: number[]) =>
      days.map((day) => ({ channel, at: at(day) }));
    const { causes, reports } = review([
      met('a', at(1), { reports: [...said('hotline', 1, 2), ...said('qr', -1)] }),
      overdue('b', at(1), { cause: 'POWER', reports: said('qr', 3) }),
      met('older', at(-1), { cause: 'WEATHER' }),
    ]);
    expect(causes).toEqual([
      { cause: 'LINK', incidents: 1, breached: 0 },
      { cause: 'POWER', incidents: 1, breached: 1 },
    ]);
    expect(reports).toEqual([
      { channel: 'hotline', count: 2 },
      { channel: 'qr', count: 1 },
    ]);
  });
});
