import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICT, createDeviceHours } from './device-hours.ts';

const QUALITIES = ['OK', 'WEAK', 'BAD'] as const;

function heard(...qualities: (typeof QUALITIES)[number][]) {
  const hours = createDeviceHours();
  for (const quality of qualities) hours.add(3, quality);
  return hours;
}

describe('the hour of a device', () => {
  it('is none before anything was heard', () => {
    expect(heard().verdict(3)).toBe(VERDICT.none);
    expect(heard('OK').verdict(2)).toBe(VERDICT.none);
  });

  it('is weak when half of its samples were, bad ones among them', () => {
    expect(heard('OK', 'OK', 'WEAK').verdict(3)).toBe(VERDICT.ok);
    expect(heard('OK', 'WEAK').verdict(3)).toBe(VERDICT.weak);
    expect(heard('OK', 'OK', 'WEAK', 'BAD').verdict(3)).toBe(VERDICT.weak);
    expect(heard('OK', 'BAD').verdict(3)).toBe(VERDICT.bad);
  });

  it('does not count when rain was over it, and counts when its level fell for another reason', () => {
    const hours = heard('WEAK');
    hours.mark(3, 'other');
    expect([hours.verdict(3), hours.hasFallen(3), hours.isInRain(3)]).toEqual([VERDICT.weak, true, false]);
    hours.mark(3, 'rain');
    expect([hours.verdict(3), hours.isInRain(3)]).toEqual([VERDICT.none, true]);
  });

  it('is not carried by a flood of samples beyond what its numbers hold', () => {
    const hours = createDeviceHours();
    for (let i = 0; i < 300; i++) hours.add(0, 'OK');
    for (let i = 0; i < 100_000; i++) hours.add(0, 'BAD');
    expect(hours.verdict(0)).toBe(VERDICT.ok);
    expect([hours.hasFallen(0), hours.isInRain(0)]).toEqual([false, false]);
  });

  it('is forgotten with the hour', () => {
    const hours = heard('BAD');
    hours.mark(3, 'rain');
    hours.clear();
    expect([hours.verdict(3), hours.size(), hours.row(3)]).toEqual([VERDICT.none, 0, 0]);
  });

  it('is what the shares say, for any samples', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...QUALITIES), { minLength: 1, maxLength: 400 }), (qualities) => {
        const bad = qualities.filter((quality) => quality === 'BAD').length;
        const weak = qualities.filter((quality) => quality !== 'OK').length;
        const half = qualities.length / 2;
        const wanted = bad >= half ? VERDICT.bad : weak >= half ? VERDICT.weak : VERDICT.ok;
        expect(heard(...qualities).verdict(3)).toBe(wanted);
      }),
    );
  });
});
