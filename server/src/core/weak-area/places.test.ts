import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlantNodeInfo } from '../monitor-site.ts';
import { createPlant } from '../plant/plant.ts';
import type { AreaKey } from './area-hour.ts';
import { createPlaces } from './places.ts';

const node = (id: string, parent?: string): PlantNodeInfo => ({
  id,
  parent,
  kind: 'pon',
  name: id,
  area: '',
});
const PLANT = [node('core'), node('hub-1', 'core'), node('amp-1', 'hub-1'), node('amp-2', 'hub-1')];
const chain = (area: string): string[] =>
  [12, 9, 6].filter((n) => area.length >= n).map((n) => area.slice(0, n));

const places = () => createPlaces({ plant: createPlant(PLANT), chain });
const VILLAGES = ['441223115220', '441223115221', '441223116200', '441284100001', '441223'];
const NODES = ['core', 'hub-1', 'amp-1', 'amp-2', 'nowhere'];
const device = fc.record({
  index: fc.nat({ max: 20 }),
  area: fc.constantFrom(...VILLAGES),
  node: fc.constantFrom(...NODES),
});

describe('places', () => {
  it('hold the devices at them and below them, wherever these have moved', () => {
    fc.assert(
      fc.property(fc.array(device, { maxLength: 60 }), (moves) => {
        const known = places();
        const last = new Map(moves.map((state) => [state.index, state]));
        for (const state of moves) known.put(state);
        for (const code of [...VILLAGES, '441223115']) {
          const wanted = [...last.values()]
            .filter(({ area }) => area.startsWith(code))
            .map(({ index }) => index);
          const place = known.find(`area:${code}`);
          expect([...known.devicesIn(place)].sort()).toEqual(wanted.sort());
          for (const { index } of last.values())
            if (place >= 0) expect(known.holds(place, index)).toBe(wanted.includes(index));
        }
        const behindHub = [...last.values()].filter((state) => /hub|amp/.test(state.node));
        expect([...known.devicesIn(known.find('node:hub-1'))].sort()).toEqual(
          behindHub.map(({ index }) => index).sort(),
        );
      }),
    );
  });

  it('have the smaller number above, and lead from a device to all that it is in', () => {
    const known = places();
    known.put({ index: 0, area: '441223115220', node: 'amp-2' });
    const around = [...known.around(0)];
    expect(around.map(known.keyOf)).toEqual([
      'node:amp-2',
      'node:hub-1',
      'node:core',
      'area:441223115220',
      'area:441223115',
      'area:441223',
    ]);
    for (const place of around) expect(known.above(place)).toBeLessThan(place);
  });

  it('may be found where they are villages, townships or nodes, and a county only where it is watched', () => {
    const known = places();
    known.put({ index: 0, area: '441223115220', node: 'amp-2' });
    const isCandidate = (key: AreaKey): boolean => known.isCandidate(known.find(key));
    expect(
      ['area:441223115220', 'area:441223115', 'node:amp-2'].map((key) => isCandidate(key as AreaKey)),
    ).toEqual([true, true, true]);
    expect(isCandidate('area:441223')).toBe(false);
    known.watch(['area:441223']);
    expect(isCandidate('area:441223')).toBe(true);
  });

  it('that nobody knows are nowhere, and hold nobody', () => {
    const known = places();
    expect([known.find('area:441299'), known.find('node:amp-9')]).toEqual([-1, -1]);
    expect([...known.devicesIn(-1)]).toEqual([]);
  });
});
