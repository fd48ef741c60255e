import { expect, it } from 'vitest';
import { regionOf } from '../../test/views.ts';
import { regionShade } from './region-shade.ts';
import { orderRegions } from './use-regions.ts';

it.each([
  ['nothing heard', regionOf({}, {}, 900), { kind: 'none' }],
  ['one heard, and lost', regionOf({ OFFLINE: 1 }), { kind: 'few' }],
  ['all online', regionOf({ ONLINE: 5 }), { kind: 'calm' }],
  ['some on standby', regionOf({ ONLINE: 5, STANDBY: 9 }), { kind: 'calm' }],
  ['one of ten suspect', regionOf({ ONLINE: 9, SUSPECT: 1 }), { kind: 'away', share: 0.1 }],
  ['some offline too', regionOf({ ONLINE: 8, SUSPECT: 1, OFFLINE: 1 }), { kind: 'away', share: 0.2 }],
  ['all out of sight', regionOf({ BLIND: 15 }), { kind: 'blind' }],
  ['some out of sight', regionOf({ BLIND: 1, ONLINE: 9 }), { kind: 'blind' }],
  ['too few in sight to judge', regionOf({ BLIND: 9, OFFLINE: 1 }), { kind: 'blind' }],
  ['hardly anything known since a restart', regionOf({ UNKNOWN: 9, ONLINE: 1 }), { kind: 'few' }],
])('shades a region with %s', (_, region, shade) => {
  expect(regionShade(region)).toEqual(shade);
});

it('shades a region with an open incident by its severity, whatever else is known of it', () => {
  for (const region of [regionOf({ ONLINE: 1 }), regionOf({ BLIND: 9 }), regionOf({ OFFLINE: 9 })])
    expect(regionShade(region, 'minor')).toEqual({ kind: 'incident', severity: 'minor' });
});

it.each(['village', 'township', 'county'])(
  'never shades a %s calm in which nobody was ever heard',
  (level) => {
    const unheard = [
      regionOf({}, { level }),
      regionOf({}, { level }, 40),
      regionOf({}, { level, population: 9_000 }),
    ];
    for (const region of unheard) expect(regionShade(region)).toEqual({ kind: 'none' });
  },
);

it('shades a blind village as one of which nothing is known, however calm it was when it was last heard', () => {
  const asleep = (level: string, blind: number) =>
    regionOf({ STANDBY: 9 }, { level, blind: { villages: 1, blind } });
  expect(regionShade(asleep('village', 1))).toEqual({ kind: 'none' });
  expect(regionShade(asleep('village', 0))).toEqual({ kind: 'calm' });
  expect(regionShade(asleep('village', 1), 'major')).toMatchObject({ kind: 'incident' });
});

it('lists regions with incidents first, then the most offline, the suspect, the heard, the silent', () => {
  const named = (code: string, counts: Parameters<typeof regionOf>[0]) =>
    [code, regionOf(counts, { code })] as const;
  const regions = Object.fromEntries([
    named('top', {}),
    named('a', {}),
    named('b', { ONLINE: 1 }),
    named('c', { SUSPECT: 9 }),
    named('d', { OFFLINE: 1 }),
  ]);
  const order = (trouble: Parameters<typeof orderRegions>[2]) =>
    orderRegions(regions, 'top', trouble).map(({ code }) => code);
  expect(order(new Map())).toEqual(['d', 'c', 'b', 'a']);
  expect(order(new Map([['b', { worst: 'minor', count: 1 }]]))).toEqual(['b', 'd', 'c', 'a']);
});
