import { describe, expect, it } from 'vitest';
import { createZoneOffset } from '../i18n/zone.ts';
import { timeTicks } from './time-axis.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shanghai = createZoneOffset('Asia/Shanghai');

describe('the axis of time', () => {
  it('has round times of the site, no more than fit', () => {
    const from = Date.UTC(2026, 10, 22, 4, 3);
    const { at, daily } = timeTicks(from, from + HOUR, 6, shanghai);
    expect(at.map((tick) => new Date(tick).toISOString().slice(11, 16))).toEqual([
      '04:10',
      '04:20',
      '04:30',
      '04:40',
      '04:50',
      '05:00',
    ]);
    expect(daily).toBe(false);
  });

  it('begins its days at the site’s midnight, not at that of UTC', () => {
    const from = Date.UTC(2026, 10, 15, 3);
    const { at, daily } = timeTicks(from, from + 7 * DAY, 8, shanghai);
    expect(daily).toBe(true);
    expect(at.every((tick) => new Date(tick).toISOString().endsWith('T16:00:00.000Z'))).toBe(true);
    expect(at).toHaveLength(7);
  });

  it('keeps to midnight across the end of summer time', () => {
    const berlin = createZoneOffset('Europe/Berlin');
    const from = Date.UTC(2026, 9, 23, 12);
    const { at } = timeTicks(from, from + 4 * DAY, 5, berlin);
    expect(at.map((tick) => (tick + berlin(tick)) % DAY)).toEqual(at.map(() => 0));
  });
});
