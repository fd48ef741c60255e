import { describe, expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { extended, openGap, windowed } from './curve.ts';

const curve: Curve = {
  points: [
    [10, 1],
    [20, 2],
  ],
  gaps: [[12, 18, 'no_contact']],
  step: 0,
};

describe('a curve', () => {
  it('grows by what comes live, flags as numbers', () => {
    expect(extended(curve, 30, 3).points.at(-1)).toEqual([30, 3]);
    expect(extended(curve, 30, true).points.at(-1)).toEqual([30, 1]);
    expect(extended({ ...curve, points: [] }, 30, 'on').points).toEqual([[30, 'on']]);
  });

  it('does not grow by what it has, nor by an answer that did not come', () => {
    expect(extended(curve, 20, 9)).toBe(curve);
    expect(extended(curve, 30, null)).toBe(curve);
  });

  it('does not grow without bound', () => {
    let long: Curve = { points: Array.from({ length: 7_000 }, (_, i) => [i, i] as const), gaps: [], step: 0 };
    for (let i = 7_000; i < 7_010; i++) long = extended(long, i, i);
    expect([long.points.length, long.points[0]]).toEqual([7_000, [10, 10]]);
  });

  it('keeps one point before its window, so that the line enters it', () => {
    expect(windowed(curve, 15, 40).points).toEqual([
      [10, 1],
      [20, 2],
    ]);
    expect(windowed(curve, 20, 40).points).toEqual([
      [10, 1],
      [20, 2],
    ]);
    expect(windowed(curve, 21, 40)).toMatchObject({ points: [], gaps: [] });
    expect(windowed(curve, 5, 40).gaps).toEqual(curve.gaps);
  });

  it('shows as a gap what is going on now, with its reason', () => {
    expect(openGap('OFFLINE', 20, 50, curve.gaps)).toEqual([...curve.gaps, [20, 50, 'no_contact']]);
    expect(openGap('STANDBY', 20, 50, [])).toEqual([[20, 50, 'announced']]);
    expect(openGap('BLIND', 20, 50, [[20, 40, 'no_contact']])).toEqual([[20, 50, 'blind']]);
    expect(openGap('ONLINE', 20, 50, curve.gaps)).toBe(curve.gaps);
    expect(openGap('OFFLINE', null, 50, curve.gaps)).toBe(curve.gaps);
  });
});
