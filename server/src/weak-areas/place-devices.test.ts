import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '../core/device/state.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createChain } from '../regions/regions.ts';
import type { DevicePlace } from '../series/port.ts';
import { SeriesUnavailable } from '../series/port.ts';
import { read } from '../site/small-site.ts';
import type { DevicePlacer } from './place-devices.ts';
import { placeDevices } from './place-devices.ts';

type Where = Pick<DeviceState, 'county' | 'area' | 'node'>;

const built = read();
if (!built.ok) throw new Error('the small site has faults');
const { site } = built;
const VILLAGE: Where = { county: '441223', area: '441223100200', node: 'pon-1' };
const IN_VILLAGE = ['area:441223100200', 'area:441223100', 'area:441223'];

let clock: FakeClock;
let devices: Map<string, DeviceState>;
/** What the store knows: the last that was told of each device, and whether that is all. */
let known: Map<string, DevicePlace>;
let calls: { devices: number; more: boolean }[];
let isAway: boolean;
let reopen: () => void;
let placer: DevicePlacer;

function put(id: string, where: Where): void {
  devices.set(id, { id, ...where } as DeviceState);
}

beforeEach(() => {
  clock = createFakeClock();
  devices = new Map();
  known = new Map();
  calls = [];
  isAway = false;
  reopen = () => undefined;
  placer = placeDevices({
    fleet: { get: (id) => devices.get(id), states: () => devices.values() },
    site,
    chain: createChain(site.divisions),
    storer: {
      onReopened: (task) => void (reopen = task),
      store: {
        async place(places, more = false) {
          if (isAway) throw new SeriesUnavailable('away');
          calls.push({ devices: places.length, more });
          for (const place of places) known.set(place.device, place);
        },
      },
    },
    clock,
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => placer.stop());

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
};
async function pass(ms: number): Promise<void> {
  clock.pass(ms);
  await settle();
}

describe('telling the series store where devices count', () => {
  it('names village, township and county, never the city, and the watched nodes above', async () => {
    put('stb-1', VILLAGE);
    put('gw-1', { county: '441200', area: '441200', node: 'core' });
    await placer.watch(['hub-1', 'core', 'unknown']);
    expect(known.get('stb-1')).toEqual({
      device: 'stb-1',
      county: '441223',
      areas: [...IN_VILLAGE, 'node:hub-1', 'node:core'],
    });
    expect(known.get('gw-1')).toEqual({ device: 'gw-1', county: '441200', areas: ['node:core'] });
  });

  it('tells nothing before it knows what is watched', async () => {
    put('stb-1', VILLAGE);
    placer.changed('stb-1');
    await pass(60_000);
    expect(calls).toEqual([]);
    await placer.watch([]);
    expect(known.get('stb-1')?.areas).toEqual(IN_VILLAGE);
  });

  it('tells a large fleet in pages, of which the last alone says that it is all', async () => {
    for (let i = 0; i < 4_100; i++) put(`stb-${i}`, VILLAGE);
    await placer.watch([]);
    expect(calls).toEqual([
      { devices: 2_000, more: true },
      { devices: 2_000, more: true },
      { devices: 100, more: false },
    ]);
  });

  it('tells of a device that appears, or moves, and of no other', async () => {
    put('stb-1', VILLAGE);
    put('stb-2', VILLAGE);
    await placer.watch([]);
    calls = [];
    put('stb-3', VILLAGE);
    put('stb-1', { county: '441223', area: '441223100', node: 'hub-1' });
    for (const id of ['stb-1', 'stb-2', 'stb-3', 'stb-1']) placer.changed(id);
    await pass(5_000);
    expect(calls).toEqual([{ devices: 2, more: false }]);
    expect(known.get('stb-1')?.areas).toEqual(['area:441223100', 'area:441223']);
    await pass(60_000);
    expect(calls).toHaveLength(1);
  });

  it('tells everything again when another node is watched, and nothing when the list is the same', async () => {
    put('stb-1', VILLAGE);
    await placer.watch(['hub-1']);
    calls = [];
    await placer.watch(['hub-1']);
    expect(calls).toEqual([]);
    await placer.watch(['pon-1']);
    expect(known.get('stb-1')?.areas).toEqual([...IN_VILLAGE, 'node:pon-1']);
  });

  it('tells everything again to a store that was opened anew', async () => {
    put('stb-1', VILLAGE);
    put('stb-2', VILLAGE);
    await placer.watch([]);
    known.clear();
    reopen();
    await settle();
    expect([...known.keys()]).toEqual(['stb-1', 'stb-2']);
  });

  it('begins again when the store is opened anew in the middle', async () => {
    for (let i = 0; i < 4_100; i++) put(`stb-${i}`, VILLAGE);
    const told = placer.watch([]);
    known.clear();
    reopen();
    await told;
    await settle();
    expect(known.size).toBe(4_100);
    expect(calls.at(-1)).toEqual({ devices: 100, more: false });
    expect(calls.filter(({ more }) => !more)).toHaveLength(1);
  });

  it('says that the store could not be told, and tells it all once it can be', async () => {
    put('stb-1', VILLAGE);
    isAway = true;
    await expect(placer.watch([])).rejects.toThrow(SeriesUnavailable);
    await pass(10_000);
    isAway = false;
    await pass(5_000);
    expect([...known.keys()]).toEqual(['stb-1']);
    isAway = true;
    put('stb-2', VILLAGE);
    placer.changed('stb-2');
    await pass(5_000);
    isAway = false;
    await pass(5_000);
    expect(known.get('stb-2')?.areas).toEqual(IN_VILLAGE);
  });
});
