import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../device/state.ts';
import { createPlant } from '../plant/plant.ts';
import { plannedWithin } from './planned-devices.ts';

const plant = createPlant(
  [['core'], ['amp', 'core'], ['tap', 'amp']].map(([id = '', parent]) => ({
    ...{ id, parent, kind: 'amplifier', name: id, area: '441223' },
  })),
);
const chain = (area: string): string[] => [area, area.slice(0, 6)];
const device = (id: string, node: string): DeviceState => ({ id, node, area: '441223100' }) as DeviceState;

function planned(kind: 'node' | 'area' | 'device', id: string, from = 0, to = 100): string[] {
  const windows = [{ id: 'w', scope: { kind, id }, from: 10, to: 20, reason: '' }];
  const isPlanned = plannedWithin({ windows, chain }, plant, from, to);
  return [device('a', 'tap'), device('b', 'core'), device('c', 'nowhere')]
    .filter(isPlanned)
    .map(({ id: own }) => own);
}

describe('devices that are worked on', () => {
  it('are those under the node, in the area, or the one that is named', () => {
    expect(planned('node', 'amp')).toEqual(['a']);
    expect(planned('area', '441223')).toEqual(['a', 'b', 'c']);
    expect(planned('device', 'c')).toEqual(['c']);
  });

  it('are none while no window is open, or its node is not in the plant', () => {
    expect(planned('node', 'core', 20, 100)).toEqual([]);
    expect(planned('node', 'core', 0, 10)).toEqual([]);
    expect(planned('node', 'unknown')).toEqual([]);
  });
});
