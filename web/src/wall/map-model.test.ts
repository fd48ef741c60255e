import { describe, expect, it } from 'vitest';
import { inventedMap } from '../../test/outlines.ts';
import { byId, deviceOf, regionOf } from '../../test/views.ts';
import { mapSource } from '../charts/map-source.ts';
import { parseBoundaries } from '../http/boundaries.ts';
import { createFormats } from '../i18n/format.ts';
import type { MapInput } from './map-model.ts';
import { legendOf } from './map-legend.ts';
import { mapModel, placedRegions } from './map-model.ts';
import { mapPoints } from './map-points.ts';

const parsed = parseBoundaries(inventedMap);
const boundaries = parsed.success ? parsed.data : [];
const placed = placedRegions(boundaries);
const input = (over: Partial<MapInput> = {}): MapInput => ({
  source: 'site',
  placed,
  regions: [regionOf({ ONLINE: 30, BLIND: 2 })],
  viewed: '441200',
  points: [],
  marks: [],
  trouble: new Map(),
  chosenDevice: undefined,
  chosenIncident: undefined,
  formats: createFormats('en', 'UTC'),
  roomy: true,
  ...over,
});
const named = (model: ReturnType<typeof mapModel>, code: string) =>
  model.regions.find((region) => region.code === code)!;

describe('the model of the map', () => {
  it('names regions by code in the outlines, so that a click says which', () => {
    const { features } = mapSource(boundaries).geoJson as unknown as {
      features: { properties: { name: string } }[];
    };
    expect(features.map(({ properties }) => properties.name)).toContain('441202');
  });

  it('counts what is online of what can be seen, and shows no count where nothing is', () => {
    const model = mapModel(input());
    expect(named(model, '441202')).toMatchObject({ counts: '30/30', shade: { kind: 'blind' } });
    expect(named(model, '441203')).toMatchObject({ counts: '', shade: { kind: 'none' } });
  });

  it('looks at everything from the top, and closely at a county or a township of it', () => {
    const whole = mapModel(input());
    expect(whole.focus).toBeUndefined();
    for (const viewed of ['441202', '441202003']) {
      const close = mapModel(input({ viewed }));
      expect(close.focus).toBe('441202');
      expect(close.view[2] - close.view[0]).toBeLessThan(whole.view[2] - whole.view[0]);
    }
  });

  it('moves a name off a device that it would hide', () => {
    const [lon, lat] = named(mapModel(input()), '441202').at;
    const covering = mapModel(input({ points: [{ id: 'd', lon, lat, link: 'ONLINE' }] }));
    expect(named(covering, '441202').at[1]).toBeGreaterThan(lat);
  });
});

describe('names', () => {
  it('of silent regions give way to those of regions that are heard', () => {
    const near = placed.map((one) =>
      one.code === '441203' ? { ...one, at: named(mapModel(input()), '441202').at } : one,
    );
    const model = mapModel(input({ placed: near }));
    expect([named(model, '441202').named, named(model, '441203').named]).toEqual([true, false]);
  });
});

describe('the legend', () => {
  it('explains what the map shows now, and nothing else', () => {
    expect(legendOf(mapModel(input()))).toEqual({
      kind: 'shades',
      marks: [],
      shades: ['noProbe', 'blind'],
    });
    const regions = [regionOf({ ONLINE: 9, OFFLINE: 1 }), regionOf({ SUSPECT: 9 }, { code: '441203' })];
    const shades = ['noProbe', 'away', 'incident'];
    const trouble = new Map([['441203', { worst: 'minor' as const, count: 1 }]]);
    const marks = [{ id: 'i', lon: 112, lat: 23, severity: 'minor' as const }];
    expect(legendOf(mapModel(input({ regions, trouble, marks })))).toEqual({
      kind: 'shades',
      marks: ['minor'],
      shades,
    });
  });

  it('explains the points of a region that is looked at closely', () => {
    const points = [{ id: 'd', lon: 112, lat: 23, link: 'OFFLINE' as const }];
    const close = mapModel(input({ viewed: '441202', points }));
    expect(legendOf(close)).toEqual({ kind: 'points', marks: [], links: ['OFFLINE'] });
  });
});

describe('the points of the map', () => {
  it('are the devices that have a place', () => {
    const devices = byId(deviceOf({ id: 'a', lon: 1, lat: 2 }), deviceOf({ id: 'b' }));
    expect(mapPoints(devices)).toEqual([{ id: 'a', lon: 1, lat: 2, link: 'ONLINE' }]);
  });

  it('are the very same while only measurements change', () => {
    const device = deviceOf({ lon: 1, lat: 2 });
    const before = mapPoints(byId(device));
    expect(mapPoints(byId({ ...device, metrics: { 'sys.load1': 9 }, lastSeenAt: 9 }), before)).toBe(before);
    expect(mapPoints(byId({ ...device, link: 'OFFLINE' }), before)).not.toBe(before);
  });
});
