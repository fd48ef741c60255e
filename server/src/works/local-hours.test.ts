import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt } from '../core/level/local-time.ts';
import { cellOf } from '../core/weak-area/week/week-grid.ts';
import { zoneOffset } from '../zone-offset.ts';
import { createLocalHours } from './local-hours.ts';

describe('the hours of a site', () => {
  it('begin with Monday 0 h on its own clock', () => {
    const hourOf = createLocalHours(zoneOffset('Asia/Shanghai'));
    expect(hourOf(Date.parse('2026-06-01T00:00:00+08:00')).cell).toBe(0);
    expect(hourOf(Date.parse('2026-06-07T23:59:59+08:00')).cell).toBe(167);
  });

  it.each(['Asia/Shanghai', 'Europe/Berlin', 'Asia/Kolkata'])(
    'in %s are those that its clock shows',
    (zone) => {
      const offset = zoneOffset(zone);
      const hourOf = createLocalHours(offset);
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), (at) => {
          expect(hourOf(at)).toEqual({ day: dayAt(at, offset), cell: cellOf(at, offset) });
        }),
      );
    },
  );

  it('ask the clock of a week but a few times', () => {
    let asked = 0;
    const hourOf = createLocalHours(() => {
      asked++;
      return 0;
    });
    for (let hour = 0; hour < 90 * 24; hour++) hourOf(hour * 3_600_000);
    expect(asked).toBeLessThan(30);
  });
});
