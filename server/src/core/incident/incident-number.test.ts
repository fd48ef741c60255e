import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, incidentNumber } from './incident-number.ts';

describe('the number of an incident', () => {
  it('begins with the day in the zone of the site', () => {
    const lateInUtc = Date.UTC(2025, 11, 31, 17);
    expect(incidentNumber(lateInUtc, 7, { utcOffsetMs: 8 * 3_600_000 })).toBe('20260101-007');
  });

  it('has the name of the server in it, where there are several', () => {
    const at = Date.UTC(2026, 4, 1);
    expect(incidentNumber(at, 7, { utcOffsetMs: 0, server: 'north' })).toBe('20260501-north-007');
  });

  it('has the day that the calendar has', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2399-12-31'), noInvalidDate: true }),
        (date) => {
          expect(dayOf(date.getTime(), 0)).toBe(date.toISOString().slice(0, 10).replaceAll('-', ''));
        },
      ),
    );
  });
});
