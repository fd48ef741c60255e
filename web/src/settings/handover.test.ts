import fc from 'fast-check';
import { expect, it } from 'vitest';
import { handoverOf, patternOf, withRhythm } from './handover.ts';

it('reads daily and weekly patterns as people say them, and leaves others as they are written', () => {
  expect(handoverOf('0 8 * * *')).toEqual({ rhythm: 'daily', time: '08:00' });
  expect(handoverOf('30 18 * * 1')).toEqual({ rhythm: 'weekly', time: '18:30', weekday: 1 });
  expect(handoverOf('0 8 * * 0')).toEqual({ rhythm: 'weekly', time: '08:00', weekday: 7 });
  for (const pattern of ['0 8 1 * *', '0 25 * * *', '*/5 8 * * *', 'soon'])
    expect(handoverOf(pattern)).toEqual({ rhythm: 'pattern', pattern });
});

it('writes back the pattern that it has read', () => {
  const minute = fc.integer({ min: 0, max: 59 });
  const hour = fc.integer({ min: 0, max: 23 });
  const weekday = fc.constantFrom('*', '0', '1', '2', '3', '4', '5', '6');
  fc.assert(
    fc.property(minute, hour, weekday, (m, h, day) => {
      const pattern = `${m} ${h} * * ${day}`;
      expect(patternOf(handoverOf(pattern))).toBe(pattern);
    }),
  );
});

it('keeps the time of day when the rhythm changes', () => {
  const daily = handoverOf('30 7 * * *');
  const weekly = withRhythm(daily, 'weekly');
  expect(patternOf(weekly)).toBe('30 7 * * 1');
  const written = withRhythm(weekly, 'pattern');
  expect(written).toEqual({ rhythm: 'pattern', pattern: '30 7 * * 1' });
  expect(withRhythm(written, 'daily')).toEqual(daily);
});
