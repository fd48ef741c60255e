import { describe, expect, it } from 'vitest';
import type { AreaKey } from './area-hour.ts';
import { DAY_MS, HOUR_MS, createWeakHours, hoursOfDay, worstOf } from './weak-hours.ts';

const MONDAY = 1_763_942_400_000;
const VILLAGE: AreaKey = 'area:441223115220';
const hour = (from: number, weak = 5) => ({ from, n: 12, weak, bad: 0 });

describe('the weak hours of an area', () => {
  it('count by the hour of the day, over seven days', () => {
    const hours = createWeakHours();
    for (const day of [0, 1, 3, 7]) hours.note(VILLAGE, hour(MONDAY + day * DAY_MS));
    hours.note(VILLAGE, hour(MONDAY + 7 * DAY_MS + HOUR_MS));
    expect(hours.sameHour(VILLAGE, MONDAY + 7 * DAY_MS)).toBe(3);
    expect(hours.sameHour(VILLAGE, MONDAY + 7 * DAY_MS + HOUR_MS)).toBe(1);
  });

  it('are forgotten after seven days, and the area with the last of them', () => {
    const hours = createWeakHours();
    hours.note(VILLAGE, hour(MONDAY));
    hours.note(VILLAGE, hour(MONDAY + HOUR_MS));
    hours.prune(MONDAY + 7 * DAY_MS);
    expect(hours.of(VILLAGE)).toEqual([hour(MONDAY + HOUR_MS)]);
    hours.prune(MONDAY + 8 * DAY_MS);
    expect(hours.rows()).toEqual([]);
  });

  it('go with an area that is known by another key, where the same hour is told once', () => {
    const hours = createWeakHours();
    hours.note(VILLAGE, hour(MONDAY, 5));
    hours.rename(VILLAGE, 'node:amp-1');
    hours.note('node:amp-1', hour(MONDAY, 4));
    expect(hours.rows()).toEqual([['node:amp-1', [hour(MONDAY, 4)]]]);
  });

  it('are the same after a restart', () => {
    const hours = createWeakHours();
    hours.note(VILLAGE, hour(MONDAY));
    const again = createWeakHours();
    again.restore(JSON.parse(JSON.stringify(hours.rows())) as never);
    expect(again.rows()).toEqual(hours.rows());
  });

  it('name the worst of them and the hours of the day', () => {
    const some = [
      hour(MONDAY + 11 * HOUR_MS, 5),
      hour(MONDAY + 35 * HOUR_MS, 7),
      hour(MONDAY + 12 * HOUR_MS, 7),
    ];
    expect(worstOf(some)).toBe(some[1]);
    expect([...hoursOfDay(some)]).toEqual([11, 12]);
  });
});
