import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_KINDS, createSiteHours, dayKindOf, onDayKind } from './site-hours.ts';

const hours = createSiteHours({
  utcOffsetMs: 8 * 3_600_000,
  calendar: { holidays: ['2026-01-02'], workdays: ['2026-01-04'] },
});
const kindAt = (time: string): number => hours.kindOf(hours.numberAt(Date.parse(time)));

describe('hours on the wall clock of a site', () => {
  it('are of one kind where the hour and the kind of day are the same', () => {
    expect(kindAt('2026-03-02T20:15:00+08:00')).toBe(kindAt('2026-03-06T20:45:00+08:00'));
    expect(kindAt('2026-03-07T20:15:00+08:00')).toBe(kindAt('2026-03-08T20:15:00+08:00'));
    const three = ['2026-03-06', '2026-03-07', '2026-02-18'].map((date) => kindAt(`${date}T20:00:00+08:00`));
    expect(three).toEqual([20, 44, 68]);
  });

  it('follow what the calendar of the site says', () => {
    expect(kindAt('2026-01-02T08:00:00+08:00')).toBe(24 + 8);
    expect(kindAt('2026-01-04T08:00:00+08:00')).toBe(8);
  });

  it('begin where the one before ends, and each has one kind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), (at) => {
        const number = hours.numberAt(at);
        expect(hours.startOf(number)).toBeLessThanOrEqual(at);
        expect(hours.startOf(number + 1)).toBeGreaterThan(at);
        const kind = hours.kindOf(number);
        expect(kind).toBeGreaterThanOrEqual(0);
        expect(kind).toBeLessThan(HOUR_KINDS);
        expect(onDayKind(kind, dayKindOf(kind))).toBe(kind);
      }),
    );
  });
});
