import { expect, it } from 'vitest';
import { RANGES, rangeThatFits } from './ranges.ts';

it('fills the chart of a device that was first heard a moment ago', () => {
  const now = 10_000_000;
  expect(rangeThatFits(now - RANGES.minutes10.ms + 1, now)).toBe('minutes10');
  expect(rangeThatFits(now - RANGES.minutes10.ms, now)).toBe('hour');
  expect(rangeThatFits(undefined, now)).toBe('hour');
});
