import { describe, expect, it } from 'vitest';
import { usualHours } from './usual-hours.ts';

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const ZONE = 'Asia/Shanghai';

describe('the hours at which an area is weak again and again', () => {
  it('are those that were weak on three days or more, put together where they follow each other', () => {
    const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'];
    const starts = days.flatMap((day) => ['T19:00', 'T20:00'].map((hour) => at(day + hour)));
    const once = at('2026-11-18T03:00');
    expect(usualHours([...starts, once], ZONE)).toEqual({ days: 4, ranges: [{ from: 19, to: 21 }] });
  });

  it('may reach past midnight', () => {
    const days = ['2026-11-16', '2026-11-17', '2026-11-18'];
    const starts = days.flatMap((day) => ['T23:00', 'T00:00', 'T12:00'].map((hour) => at(day + hour)));
    expect(usualHours(starts, ZONE).ranges).toEqual([
      { from: 12, to: 13 },
      { from: 23, to: 1 },
    ]);
  });

  it('are those that there are where none came on three days, and none where nothing was weak', () => {
    expect(usualHours([at('2026-11-18T03:00')], ZONE)).toEqual({ days: 1, ranges: [{ from: 3, to: 4 }] });
    expect(usualHours([], ZONE)).toEqual({ days: 0, ranges: [] });
    const allDay = Array.from({ length: 24 }, (_, hour) => at('2026-11-18T00:00') + hour * 3_600_000);
    expect(usualHours(allDay, ZONE).ranges).toEqual([{ from: 0, to: 24 }]);
  });
});
