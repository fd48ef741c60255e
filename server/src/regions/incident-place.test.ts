import { describe, expect, it } from 'vitest';
import type { PlaceParts } from './incident-place.ts';
import { wordsOf } from '../core/incident/words-of.ts';
import { concerns, createPlaceOf } from './incident-place.ts';

const named = (...entries: [string, string][]) => new Map(entries.map(([id, name]) => [id, { name }]));
const placeOf = createPlaceOf({
  site: {
    top: '441200',
    divisions: named(['441200', '肇庆市'], ['441223', '广宁县'], ['441223001', '南街镇']),
    plant: named(['hub-1', '南街镇机房'], ['hub-2', '']),
    weakAreas: named(['weak-1', '江边片区']),
  } as unknown as PlaceParts['site'],
  chain: (area) => [area, '441223', '441200'].filter((code) => code !== ''),
  device: (id) => (id === 'spk-1' ? { name: '村委会大喇叭', lon: 112.4, lat: 23.6 } : undefined),
});
const nameOf = (kind: 'node' | 'segment' | 'device' | 'area' | 'platform', id: string) =>
  placeOf({ scope: { kind, id }, area: '441223001' }).name;

describe('the place of an incident', () => {
  it('has the name that the site or the fleet has for it, else its id', () => {
    expect(nameOf('node', 'hub-1')).toBe('南街镇机房');
    expect(nameOf('segment', 'hub-1')).toBe('南街镇机房');
    expect(nameOf('node', 'hub-2')).toBe('hub-2');
    expect(nameOf('device', 'spk-1')).toBe('村委会大喇叭');
    expect(nameOf('device', 'gone')).toBe('gone');
    expect(nameOf('area', '441223')).toBe('广宁县');
    expect(nameOf('area', 'weak-1')).toBe('江边片区');
    expect(nameOf('platform', 'x')).toBe('');
  });

  it('has coordinates where its node or device has them', () => {
    const at = placeOf({ scope: { kind: 'device', id: 'spk-1' }, area: '' });
    expect(at).toMatchObject({ lon: 112.4, lat: 23.6 });
    expect(placeOf({ scope: { kind: 'node', id: 'hub-1' }, area: '' }).lon).toBeNull();
  });

  it('has the names of its divisions, nearest first, without the top', () => {
    expect(placeOf({ scope: { kind: 'node', id: 'hub-1' }, area: '441223001' }).areas).toEqual([
      { code: '441223001', name: '南街镇' },
      { code: '441223', name: '广宁县' },
    ]);
  });

  it('concerns its own region, and every region where the platform itself is meant', () => {
    const contains = (region: string, area: string) => area.startsWith(region);
    expect(concerns('441223', { scope: { kind: 'node', id: 'n' }, area: '441223001' }, contains)).toBe(true);
    expect(concerns('441202', { scope: { kind: 'node', id: 'n' }, area: '441223001' }, contains)).toBe(false);
    expect(concerns('441202', { scope: { kind: 'platform', id: '' }, area: '' }, contains)).toBe(true);
  });

  it('has words only where they are there in both languages', () => {
    expect(wordsOf({ words: { zh: '断', en: 'cut' } })).toEqual({ zh: '断', en: 'cut' });
    expect(wordsOf({ words: { zh: '断' } })).toBeNull();
    expect(wordsOf({})).toBeNull();
  });
});
