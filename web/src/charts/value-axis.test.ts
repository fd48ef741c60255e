import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueAxis } from './value-axis.ts';

describe('the axis of values', () => {
  it.each([
    ['a share always spans all of it', [12, 14, '%'], { min: 0, max: 100, step: 25 }],
    ['a load begins at zero and reaches at least one', [0.1, 0.4, ''], { min: 0, max: 1, step: 0.25 }],
    ['a rate begins at zero', [1e6, 3.1e6, 'bit/s'], { min: 0, max: 4e6, step: 1e6 }],
    ['a steady level is not magnified to noise', [34.4, 34.6, 'dB'], { min: 30, max: 40, step: 2 }],
    ['an uptime is cut at round times', [7_000, 9_000, 's'], { min: 6_600, max: 9_000, step: 600 }],
    ['nothing at all still has an axis', [0, 0, 'ms'], { min: 0, max: 10, step: 2.5 }],
  ] as const)('%s', (_, [low, high, unit], axis) => {
    expect(valueAxis(low, high, unit)).toEqual(axis);
  });

  it('does not go below zero for what cannot be negative', () => {
    expect(valueAxis(1, 2, '°C').min).toBe(0);
  });

  it('shows every value, whatever it is and whatever the unit', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const unit = fc.constantFrom('%', '', 'ms', 'bit/s', 's', 'dB', 'V', 'furlong');
    fc.assert(
      fc.property(value, value, unit, fc.constantFrom(2, 4), (a, b, u, levels) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { min, max, step } = valueAxis(low, high, u, levels);
        const slack = Math.abs(high - low) * 1e-9 + 1e-9;
        expect(min).toBeLessThanOrEqual(low + slack);
        expect(max).toBeGreaterThanOrEqual(high - slack);
        expect(step).toBeGreaterThan(0);
        expect((max - min) / step).toBeLessThanOrEqual(levels * 3);
      }),
    );
  });
});
