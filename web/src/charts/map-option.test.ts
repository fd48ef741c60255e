import { describe, expect, it } from 'vitest';
import type { MapModel, MapRegion } from './map-option.ts';
import { areaColour, mapOption } from './map-option.ts';
import { SEVERITY_SHAPES } from './severity-shapes.ts';
import { STATE_SHAPES } from './state-shapes.ts';
import { TEST_THEME } from '../../test/theme.ts';

const region = (code: string, shade: MapRegion['shade'], counts = '9/9'): MapRegion => ({
  code,
  name: `n${code}`,
  counts,
  at: [1, 2],
  named: true,
  shade,
});
const model = (over: Partial<MapModel> = {}): MapModel => ({
  source: 'site',
  regions: [region('1', { kind: 'calm' }), region('2', { kind: 'none' }, '')],
  points: [
    { id: 'a', lon: 1, lat: 2, link: 'ONLINE' },
    { id: 'b', lon: 3, lat: 4, link: 'OFFLINE' },
  ],
  view: [110, 22, 113, 24],
  focus: undefined,
  chosenDevice: 'b',
  marks: [],
  chosenIncident: undefined,
  ...over,
});
interface Series {
  symbol?: string;
  z?: number;
  data: { name?: string; value: number[]; label?: { formatter: string } }[];
}
const option = (over: Partial<MapModel> = {}) =>
  mapOption(model(over), TEST_THEME) as never as {
    geo: {
      boundingCoords: number[][];
      regions: { name: string; itemStyle: { areaColor: string; opacity?: number } }[];
    };
    series: Series[];
  };
const labels = (series: Series[]) =>
  series.flatMap(({ data }) => data.flatMap(({ label }) => label?.formatter ?? []));

describe('the map', () => {
  it('gives regions no hue where nothing, or too little, was heard', () => {
    const isGrey = (hex: string): boolean =>
      hex.slice(1, 3) === hex.slice(3, 5) && hex.slice(3, 5) === hex.slice(5, 7);
    const [none, few] = (['none', 'few'] as const).map((kind) => areaColour({ kind }, TEST_THEME));
    expect([none, few].map((hex) => isGrey(hex!))).toEqual([true, true]);
    expect(none).not.toBe(few);
  });

  it('is lighter the more are away, and takes a colour for an incident only', () => {
    const away = (share: number) => areaColour({ kind: 'away', share }, TEST_THEME);
    expect(areaColour({ kind: 'calm' }, TEST_THEME)).toBe('#204040');
    const parts = (hex: string) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
    expect(parts(away(0.2))[0]).toBeGreaterThan(parts(away(0.01))[0]!);
    expect(away(0.5)).toBe(away(1));
    const redness = (hex: string) => parts(hex)[0]! - parts(hex)[2]!;
    expect(redness(away(1))).toBeLessThan(0);
    expect(redness(areaColour({ kind: 'incident', severity: 'critical' }, TEST_THEME))).toBeGreaterThan(0);
  });

  it('does not pass off as calm what the server cannot see', () => {
    expect(areaColour({ kind: 'blind' }, TEST_THEME)).not.toBe(areaColour({ kind: 'calm' }, TEST_THEME));
  });

  it('gives every state a shape of its own', () => {
    expect(new Set(Object.values(STATE_SHAPES)).size).toBe(6);
    const { series } = option();
    const layer = (id: string) =>
      series.find(({ data, symbol }) => symbol?.startsWith('path') && data.some(({ name }) => name === id));
    expect(layer('a')?.symbol).toBe(`path://${STATE_SHAPES.ONLINE}`);
    expect(layer('b')?.symbol).toBe(`path://${STATE_SHAPES.OFFLINE}`);
    expect(series.indexOf(layer('b')!)).toBeGreaterThan(series.indexOf(layer('a')!));
  });

  it('names regions with their counts, and without where there are none', () => {
    expect(labels(option().series)).toEqual(['n1 {counts|9/9}', 'n2']);
    const unnamed = { ...region('3', { kind: 'none' }, ''), named: false };
    expect(labels(option({ regions: [unnamed] }).series)).toEqual([]);
  });

  it('looks at a chosen region closely, without names, the others stepping back', () => {
    const { geo, series } = option({ focus: '2' });
    expect(labels(series)).toEqual([]);
    expect(geo.regions.map(({ itemStyle }) => itemStyle.opacity)).toEqual([0.35, undefined]);
    expect(geo.boundingCoords).toEqual([
      [110, 24],
      [113, 22],
    ]);
  });

  it('rings the chosen device, and none that has no place', () => {
    const ring = (over: Partial<MapModel>) =>
      option(over).series.find(({ symbol }) => symbol === 'circle')?.data;
    expect(ring({})).toEqual([{ value: [3, 4] }]);
    expect(ring({ chosenDevice: 'elsewhere' })).toEqual([]);
  });

  it('marks open incidents above everything, the worst on top, each severity with a shape of its own', () => {
    const marks = (['critical', 'minor'] as const).map((severity) => ({
      id: severity,
      lon: 1,
      lat: 2,
      severity,
    }));
    const { series } = option({ marks, chosenIncident: 'minor' });
    const at = (id: string) => series.findIndex(({ data }) => data.some(({ name }) => name === id));
    expect(at('critical')).toBeGreaterThan(at('minor'));
    expect(at('minor')).toBeGreaterThan(at('b'));
    expect(new Set(series.slice(at('minor')).map(({ symbol }) => symbol)).size).toBeGreaterThan(2);
    expect(series.at(-1)?.data).toEqual([{ value: [1, 2] }]);
    expect(new Set(Object.values(SEVERITY_SHAPES)).size).toBe(5);
  });
});
