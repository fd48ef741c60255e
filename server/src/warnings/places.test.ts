import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Site } from '../site/model.ts';
import type { CapArea } from './cap-message.ts';
import { createPlaces } from './places.ts';

const SAMPLE = new URL('../../../config/sites/zhaoqing/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, SAMPLE), 'utf8');

function zhaoqing(): Pick<Site, 'divisions' | 'boundaries' | 'top'> {
  const rows = read('divisions.csv').trim().split('\n').slice(1);
  const divisions = rows.map((row) => {
    const [code = '', parent = '', level, name = ''] = row.split(',');
    return [code, { code, parent, level: level as 'county', name }] as const;
  });
  return {
    divisions: new Map(divisions),
    boundaries: JSON.parse(read('boundaries.geojson')) as Site['boundaries'],
    top: '441200',
  };
}

const site = zhaoqing();
const placeOf = createPlaces(site);
const area = (over: Partial<CapArea>): CapArea => ({
  description: '示例区域',
  geocodes: [],
  polygons: [],
  circles: [],
  ...over,
});
const coded = (value: string, name = 'GB/T 2260') => placeOf(area({ geocodes: [{ name, value }] }));
const box = (south: number, west: number, north: number, east: number) => [
  { lat: south, lon: west },
  { lat: south, lon: east },
  { lat: north, lon: east },
  { lat: north, lon: west },
  { lat: south, lon: west },
];

describe('an area of a warning', () => {
  it.each([
    ['441226', '441226'],
    ['441226000', '441226'],
    ['441226000000', '441226'],
    ['441223100', '441223100'],
    ['441223100000', '441223100'],
    ['441200', '441200'],
    ['440000', '441200'],
    ['100000', '441200'],
  ])('with the code %s means %s', (code, region) => {
    expect(coded(code)).toEqual({ regions: [region], unknown: [] });
    expect(coded(code, '行政区划代码').regions).toEqual([region]);
  });

  it('elsewhere is named', () => {
    expect(coded('440100')).toEqual({ regions: [], unknown: ['示例区域 (440100)'] });
  });

  it('is not found by the codes of another country, though they look alike', () => {
    expect(coded('441226', 'SAME').regions).toEqual([]);
  });

  it('without a code is found by its name, alone or after those above it', () => {
    const named = (description: string) => placeOf(area({ description }));
    expect(named('德庆县、四会市').regions).toEqual(['441226', '441284']);
    expect(named('广东省肇庆市广宁县').regions).toEqual(['441223']);
    expect(named('德庆县，某某县')).toEqual({ regions: ['441226'], unknown: ['某某县'] });
  });

  it('that is a shape means the counties whose centres it holds', () => {
    const whole = placeOf(area({ polygons: [box(22, 111, 25, 113.5)] }));
    const counties = [...site.divisions.values()].filter(({ level }) => level === 'county');
    expect([...whole.regions].sort()).toEqual(counties.map(({ code }) => code).sort());
    expect(placeOf(area({ polygons: [box(30, 100, 31, 101)] }))).toEqual({
      regions: [],
      unknown: ['示例区域'],
    });
  });

  it('that is smaller than a county means the one that it lies in', () => {
    const center = { lat: 23.6347, lon: 112.4407 };
    expect(placeOf(area({ circles: [{ center, radiusKm: 1 }] })).regions).toEqual(['441223']);
    expect(placeOf(area({ polygons: [box(23.63, 112.43, 23.64, 112.45)] })).regions).toEqual(['441223']);
  });

  it('that is a circle holds what is near enough', () => {
    const around = (radiusKm: number) =>
      placeOf(area({ circles: [{ center: { lat: 23.0521, lon: 112.4848 }, radiusKm }] })).regions.length;
    expect([around(5), around(25), around(200)]).toEqual([1, expect.any(Number), 8]);
    expect(around(25)).toBeGreaterThan(1);
    expect(around(25)).toBeLessThan(8);
  });

  it('is not known by its shape where no boundaries are', () => {
    const without = createPlaces({ ...site, boundaries: undefined });
    expect(without(area({ polygons: [box(22, 111, 25, 113.5)] }))).toEqual({
      regions: [],
      unknown: ['示例区域'],
    });
  });
});
