import { AlarmQuality } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '@fengsui/config/contract';
import { alarmQuality } from './quality.ts';
import { TEN_MINUTES_MS } from './rate.ts';
import type { AlarmRow, IncidentRow, QualityRows } from './row.ts';

const S = 1_000;
const MIN = 60 * S;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
const SPAN = { from: 10 * DAY, to: 11 * DAY };

const alarm = (at: number, over: Partial<AlarmRow> = {}): AlarmRow => ({
  at: SPAN.from + at,
  operator: 'li',
  priority: 'low',
  incidents: [],
  ...over,
});
const alarms = (times: readonly number[], over: Partial<AlarmRow> = {}) => times.map((at) => alarm(at, over));

/** Becomes active and inactive in turn at these times. */
function incident(id: string, turns: readonly number[], over: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id,
    type: 'outage',
    source: `node:${id}`,
    changes: turns.map((at, i) => ({ at: SPAN.from + at, isActive: i % 2 === 0 })),
    acknowledgedAt: null,
    closedAt: null,
    isActedOn: true,
    ...over,
  };
}
const closed = (id: string, at: number, isActedOn: boolean) =>
  incident(id, [0], { closedAt: SPAN.from + at, isActedOn });

const judge = (rows: Partial<QualityRows>) =>
  AlarmQuality.parse(alarmQuality({ incidents: [], alarms: [], operators: [], ...rows }, SPAN));
const every = (ms: number, count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i * ms);

describe('the rate of alarms', () => {
  it('is counted for each operator and ten minutes, also for those who got none', () => {
    const { rate } = judge({ alarms: alarms(every(10 * MIN, 72)), operators: ['wang'] });
    expect(rate).toMatchObject({ alarms: 72, operators: 2, slots: 288, mean: 0.25, state: 'good' });
    expect(rate.most).toEqual({ operator: 'li', at: SPAN.from, count: 1 });
  });

  it.each([
    [144, 'good'],
    [145, 'fair'],
    [288, 'fair'],
    [289, 'poor'],
  ])('of %i a day for one operator is %s', (count, state) => {
    expect(judge({ alarms: alarms(every(DAY / 300, count)) }).rate.state).toBe(state);
  });

  it('at its most is that of any ten minutes, not of those by the clock', () => {
    const { most } = judge({ alarms: alarms([...every(MIN, 5, 5 * MIN), ...every(MIN, 4, 10 * MIN)]) }).rate;
    expect(most).toEqual({ operator: 'li', at: SPAN.from + 13 * MIN, count: 9 });
  });

  it('says nothing where there is nobody', () => {
    expect(judge({}).rate).toMatchObject({ mean: null, most: null, state: 'too_few' });
  });
});

describe('a flood', () => {
  it('begins with the eleventh alarm in ten minutes and ends when fewer than five are left', () => {
    const { floods } = judge({ alarms: alarms(every(30 * S, 11)) });
    const [flood] = floods.longest;
    expect(floods.count).toBe(1);
    // The seventh leaves its ten minutes behind at 3 min + 10 min: four are left.
    expect(flood).toEqual({ operator: 'li', from: SPAN.from + 5 * MIN, to: SPAN.from + 13 * MIN, peak: 11 });
    expect(floods).toMatchObject({ numerator: 8 * MIN, denominator: DAY, target: 0.01, state: 'good' });
  });

  it('is none with ten in ten minutes', () => {
    expect(judge({ alarms: alarms(every(59 * S, 10)) }).floods.count).toBe(0);
  });

  it('of one operator is not made of what others get', () => {
    const rows = ['li', 'wang'].flatMap((operator) => alarms(every(S, 6), { operator }));
    expect(judge({ alarms: rows }).floods.count).toBe(0);
  });

  it('that lasts beyond the window counts as far as it lies in it', () => {
    const before = judge({ alarms: alarms(every(S, 20, -5 * MIN)) }).floods;
    expect(before.longest[0]).toMatchObject({ from: SPAN.from });
    const after = judge({ alarms: alarms(every(S, 20, DAY - MIN)) }).floods;
    expect(after.longest[0]).toMatchObject({ to: SPAN.to });
  });

  it('is poor when it takes more than a hundredth of the time', () => {
    const rows = alarms([0, HOUR, 2 * HOUR].flatMap((from) => every(S, 20, from)));
    expect(judge({ alarms: rows }).floods).toMatchObject({ count: 3, state: 'poor' });
  });
});

describe('bad actors', () => {
  it('chatter when they change three times within a minute, as one incident or several', () => {
    const quiet = every(10 * MIN, 6).map((at, i) => incident(`q${i}`, [at, at + 2 * MIN]));
    const one = incident('flutter', [0, 30 * S, 60 * S]);
    const same = ['a', 'b'].map((id, i) =>
      incident(id, [i * 20 * S, i * 20 * S + 10 * S], { source: 'node:x' }),
    );
    expect(judge({ incidents: [...quiet, one, ...same] }).chattering).toMatchObject({
      numerator: 2,
      denominator: 8,
      sources: ['outage node:flutter', 'outage node:x'],
      state: 'poor',
    });
  });

  it('are stale when they are active for more than a day without a break', () => {
    const rows = [
      incident('a', [-DAY, 1]),
      incident('b', [-DAY, 0]),
      incident('c', [-HOUR]),
      incident('d', [-HOUR, HOUR, 2 * HOUR]),
      incident('e', [0]),
      incident('f', [HOUR, 2 * HOUR]),
    ];
    // b ended as the window began; e has been active for exactly a day.
    expect(judge({ incidents: rows }).stale).toMatchObject({
      numerator: 2,
      denominator: 5,
      incidents: ['a', 'c'],
    });
  });

  it('are the ten sources that most messages were about', () => {
    const rows = Array.from({ length: 12 }, (_, i) => incident(`i${i}`, [0]));
    const messages = rows.flatMap((row, i) => alarms(every(HOUR, 12 - i), { incidents: [row.id] }));
    const digest = alarm(0, { incidents: ['i0', 'i11', 'unknown'] });
    const { topTen } = judge({ incidents: rows, alarms: [...messages, digest] });
    expect(topTen.sources[0]).toEqual({ source: 'node:i0', type: 'outage', alarms: 13 });
    expect([topTen.sources.length, topTen.numerator, topTen.denominator]).toEqual([10, 76, 79]);
  });
});

describe('what became of alarms', () => {
  it('is split by priority against five, fifteen and eighty in a hundred', () => {
    const of = (priority: Priority, count: number) => alarms(every(S, count), { priority });
    const { high, medium, low } = judge({
      alarms: [...of('high', 5), ...of('medium', 16), ...of('low', 79)],
    }).priorities;
    expect(high).toMatchObject({ numerator: 5, denominator: 100, ratio: 0.05, state: 'good' });
    expect(medium).toMatchObject({ ratio: 0.16, target: 0.15, state: 'poor' });
    expect(low).toMatchObject({ ratio: 0.79, target: null, state: 'open' });
  });

  it('is how long they waited for an acknowledgement, and how many never got one', () => {
    const waits = [1, 2, 3, 4, 5].map((minutes, i) =>
      incident(`a${i}`, [HOUR], { acknowledgedAt: SPAN.from + HOUR + minutes * MIN }),
    );
    const rows = [
      ...waits,
      incident('never', [HOUR]),
      incident('before', [-HOUR], { acknowledgedAt: SPAN.from }),
    ];
    expect(judge({ incidents: rows }).acknowledged).toEqual({
      count: 5,
      never: 1,
      sumMs: 15 * MIN,
      meanMs: 3 * MIN,
      state: 'open',
    });
  });

  it('is how many were closed with nothing done', () => {
    const rows = every(HOUR, 20).map((at, i) => closed(`c${i}`, at, i > 0));
    expect(judge({ incidents: rows }).nuisance).toMatchObject({
      numerator: 1,
      denominator: 20,
      state: 'good',
    });
    expect(judge({ incidents: rows.slice(0, 6) }).nuisance.state).toBe('poor');
    expect(judge({ incidents: rows.slice(0, 4) }).nuisance.state).toBe('too_few');
    expect(judge({ incidents: [closed('x', DAY, false)] }).nuisance.denominator).toBe(0);
  });
});

const anyAlarms = fc
  .array(fc.tuple(fc.integer({ min: -600, max: 3_600 }), fc.constantFrom('li', 'wang')), { maxLength: 80 })
  .map((list) => list.map(([at, operator]) => alarm(at * S, { operator })));

describe('whatever happened', () => {
  it('is judged alike in whatever order the rows come', () => {
    fc.assert(
      fc.property(anyAlarms, (rows) => {
        expect(judge({ alarms: [...rows].reverse() })).toEqual(judge({ alarms: rows }));
      }),
    );
  });

  it('a flood is on exactly when the last ten minutes say so, second by second', () => {
    fc.assert(
      fc.property(anyAlarms, (rows) => {
        const { longest, count } = judge({ alarms: rows }).floods;
        fc.pre(count === longest.length);
        const times = rows.filter(({ operator }) => operator === 'li').map(({ at }) => at);
        const wrong: number[] = [];
        let isOn = false;
        for (let at = SPAN.from - 600 * S; at < SPAN.from + 5_000 * S; at += S) {
          const recent = times.filter((one) => one <= at && one > at - TEN_MINUTES_MS).length;
          isOn = isOn ? recent >= 5 : recent > 10;
          const told = longest.some(({ operator, from, to }) => operator === 'li' && from <= at && at < to);
          if (at >= SPAN.from && told !== isOn) wrong.push(at);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
