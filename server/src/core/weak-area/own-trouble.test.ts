import { describe, expect, it } from 'vitest';
import { createOwnTroubles } from './own-trouble.ts';

function after(hours: number, isWeak: (hour: number) => boolean) {
  const own = createOwnTroubles();
  for (let hour = 0; hour < hours; hour++) own.learn(7, isWeak(hour));
  return own;
}

describe('a trouble of its own', () => {
  it('is what a device has that is weak most of the time, once it is known for four days', () => {
    expect(after(95, () => true).has(7)).toBe(false);
    expect(after(96, () => true).has(7)).toBe(true);
    expect(after(300, (hour) => hour % 5 < 2).has(7)).toBe(false);
  });

  it('is not three days of weakness after weeks without any, nor weak evenings', () => {
    expect(after(500, (hour) => hour >= 428).has(7)).toBe(false);
    expect(after(500, (hour) => hour % 24 > 18).has(7)).toBe(false);
  });

  it('is over some days after it was seen to', () => {
    expect(after(300, (hour) => hour < 200).has(7)).toBe(true);
    expect(after(320, (hour) => hour < 200).has(7)).toBe(false);
  });

  it('is remembered over a restart, where it is worth that', () => {
    const own = after(200, () => true);
    const again = createOwnTroubles();
    again.setRow(7, own.row(7) ?? [0, 0]);
    expect([own.row(7), again.has(7)]).toEqual([[168, 1_000], true]);
    expect(after(200, (hour) => hour % 10 === 0).row(7)).toBeUndefined();
  });
});
