import { describe, expect, it } from 'vitest';
import { regionOf } from '../../test/views.ts';
import { ratio, tally } from './tally.ts';

describe('the tally of a region', () => {
  it('counts what was never heard apart from everything else', () => {
    expect(tally(regionOf({ ONLINE: 7, OFFLINE: 2 }, {}, 13_000))).toMatchObject({
      heard: 9,
      online: 7,
      offline: 2,
      unknown: 0,
      neverHeard: 13_000,
    });
  });

  it('tells devices that were heard and are unknown now from those never heard', () => {
    expect(tally(regionOf({ ONLINE: 1, UNKNOWN: 3 }, {}, 5))).toMatchObject({
      heard: 4,
      unknown: 3,
      neverHeard: 5,
    });
  });

  it('judges neither what the server cannot see nor what it does not know', () => {
    expect(tally(regionOf({ ONLINE: 6, BLIND: 3, UNKNOWN: 1 })).judged).toBe(6);
  });
});

describe('a ratio', () => {
  it('of fewer than five devices is too few to say, of five it is a share', () => {
    expect(ratio(4, 4)).toEqual({ kind: 'too_few' });
    expect(ratio(4, 5)).toEqual({ kind: 'share', share: 0.8 });
  });

  it('of nothing is none', () => {
    expect(ratio(0, 0)).toEqual({ kind: 'none' });
  });
});
