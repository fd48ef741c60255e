import { describe, expect, it } from 'vitest';
import { zoneOffset } from './zone-offset.ts';

const hours = (zone: string, at: string) => zoneOffset(zone)(Date.parse(at)) / 3_600_000;

describe('the offset of a zone', () => {
  it.each([
    ['Asia/Shanghai', '2026-07-01T00:00Z', 8],
    ['Asia/Kathmandu', '2026-07-01T00:00Z', 5.75],
    ['America/St_Johns', '2026-01-01T00:00Z', -3.5],
    ['UTC', '2026-07-01T00:00Z', 0],
  ])('of %s at %s is %d h', (zone, at, expected) => {
    expect(hours(zone, at)).toBe(expected);
  });

  it('changes at the very moment at which its clocks do', () => {
    expect(hours('Europe/Berlin', '2027-03-28T00:59:59Z')).toBe(1);
    expect(hours('Europe/Berlin', '2027-03-28T01:00:00Z')).toBe(2);
  });
});
