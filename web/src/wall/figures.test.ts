import { describe, expect, it } from 'vitest';
import { regionOf } from '../../test/views.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from '../i18n/format.ts';
import { figuresOf } from './figures.ts';

const formats = createFormats('en', 'UTC');
const figures = (...region: Parameters<typeof regionOf>) =>
  new Map(figuresOf(regionOf(...region), en, formats).map((figure) => [figure.name, figure]));

describe('the figures', () => {
  it('show every share with numerator and denominator', () => {
    expect(figures({ ONLINE: 228, OFFLINE: 35 }).get('online')).toMatchObject({
      value: '228',
      of: 'of 263 heard',
      share: '86.7%',
    });
  });

  it('show no share of too few', () => {
    expect(figures({ ONLINE: 1 }).get('online')).toMatchObject({
      value: '1',
      of: 'of 1 heard',
      share: 'Too few to say',
    });
  });

  it('take the share of what can be seen, and say so', () => {
    expect(figures({ ONLINE: 6, BLIND: 4 }).get('online')).toMatchObject({
      of: 'of 6 in sight',
      share: '100%',
    });
  });

  it('leave it to the incidents to be loud, but for what cannot be seen', () => {
    const weights = [...figures({ ONLINE: 9, OFFLINE: 1, STANDBY: 2, BLIND: 1 }, {}, 9).values()].map(
      ({ name, weight }) => `${name} ${weight}`,
    );
    expect(weights).toEqual([
      'online main',
      'offline plain',
      'suspect none',
      'blind loud',
      'standby plain',
      'never aside',
    ]);
  });

  it('speak of unknown devices only where there are some', () => {
    expect(figures({ ONLINE: 1 }).has('unknown')).toBe(false);
    expect(figures({ UNKNOWN: 2 }).get('unknown')?.value).toBe('2');
  });
});
