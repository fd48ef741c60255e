import type {
  IncidentCounts,
  IncidentView,
  LiveState,
  Patch,
  RegionView,
  ServerView,
  WeakArea,
} from '@fengsui/config/contract';
import { MAX_LIVE_DEVICES, hashLiveState } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../core/device/state.ts';
import { neverHeard } from '../core/device/state.ts';
import type { IncidentList } from './incident-list.ts';
import { createRoom } from './room.ts';

function device(id: string, over: Partial<DeviceState> = {}): DeviceState {
  const identity = {
    id,
    county: '441223',
    class: 'stb',
    area: '441223',
    node: 'n',
    name: id,
    T: 300,
    lon: null,
    lat: null,
  } as const;
  return { ...neverHeard({ ...identity, flags: [] }), link: 'ONLINE', lastSeenAt: 1, ...over };
}

const NO_INCIDENTS: IncidentCounts = {
  open: { critical: 0, major: 0, minor: 0, warning: 0, info: 0 },
  recovered: 0,
  leftOut: 0,
};

function roomOf(
  states: Map<string, DeviceState>,
  incidents = (): IncidentList => ({ shown: [], counts: NO_INCIDENTS }),
  weakAreas = (): readonly WeakArea[] => [],
) {
  const region = (): RegionView => ({
    code: '441223',
    parent: '441200',
    level: 'county',
    name: '广宁县',
    population: null,
    devices: { UNKNOWN: 0, ONLINE: states.size, SUSPECT: 0, OFFLINE: 0, STANDBY: 0, BLIND: 0 },
    heard: states.size,
  });
  return createRoom('441223', {
    server: (devicesLeftOut) => ({ site: 'x', devicesLeftOut }) as ServerView,
    regions: () => [region()],
    heard: () => [...states.values()].filter((state) => state.lastSeenAt !== null).length,
    states: () => states.values(),
    incidents,
    weakAreas,
  });
}

function apply(state: LiveState, { set, gone }: Patch): LiveState {
  const next = structuredClone(state);
  for (const [name, entities] of Object.entries(set)) Object.assign(next[name as keyof LiveState], entities);
  for (const [name, keys] of Object.entries(gone))
    for (const key of keys ?? []) delete next[name as keyof LiveState][key];
  return next;
}

describe('a room', () => {
  it('keeps whoever applies its patches equal to its snapshot, by value and by hash', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const change = fc.record({
      id,
      link: fc.constantFrom('ONLINE', 'OFFLINE', 'SUSPECT'),
      seen: fc.boolean(),
      volt: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 10 }), (frames) => {
        const states = new Map([['a', device('a')]]);
        const room = roomOf(states);
        let held = structuredClone(room.snapshot(0).state);
        let version = room.version();
        frames.forEach((changes, at) => {
          for (const { id: key, link, seen, volt } of changes) {
            states.set(
              key,
              device(key, {
                link: link as 'ONLINE',
                lastSeenAt: seen ? at : null,
                metrics: { 'pwr.mains_v': volt },
              }),
            );
            room.touch(key);
          }
          const patch = room.frame(at, (key) => states.get(key));
          if (!patch) return;
          expect(patch.from).toBe(version);
          version = patch.version;
          held = apply(held, patch);
        });
        expect(held).toEqual(room.snapshot(0).state);
        expect(hashLiveState(held)).toBe(room.hash());
        expect(version).toBe(room.version());
      }),
    );
  });

  it('says nothing when nothing has changed', () => {
    const states = new Map([['a', device('a')]]);
    const room = roomOf(states);
    room.touch('a');
    expect(room.frame(5, (key) => states.get(key))).toBeUndefined();
  });

  it('leaves out devices that were never heard', () => {
    expect(roomOf(new Map([['a', device('a', { lastSeenAt: null })]])).snapshot(0).state.devices).toEqual({});
  });

  it('shows only those that need attention where there are too many, and says how many it leaves out', () => {
    const states = new Map(
      Array.from({ length: MAX_LIVE_DEVICES + 5 }, (_, i) => [`d${i}`, device(`d${i}`)]),
    );
    states.set('d7', device('d7', { link: 'OFFLINE' }));
    const { state } = roomOf(states).snapshot(0);
    expect(Object.keys(state.devices)).toEqual(['d7']);
    expect(state.server['now']?.devicesLeftOut).toBe(MAX_LIVE_DEVICES + 4);
  });

  it('never shows more than its bound, however many are in trouble', () => {
    const troubled = Array.from(
      { length: MAX_LIVE_DEVICES + 50 },
      (_, i) => [`d${i}`, device(`d${i}`, { link: 'OFFLINE' })] as const,
    );
    expect(Object.keys(roomOf(new Map(troubled)).snapshot(0).state.devices)).toHaveLength(MAX_LIVE_DEVICES);
  });

  it('follows its incidents when it is told that they have changed, and then only', () => {
    let list = [{ id: '1', severity: 'major' }, { id: '2' }] as IncidentView[];
    const counts = () => ({ ...NO_INCIDENTS, recovered: list.length });
    const room = roomOf(new Map(), () => ({ shown: list, counts: counts() }));
    const { version } = room.snapshot(0);
    list = [{ id: '1', severity: 'critical' }] as IncidentView[];
    expect(room.frame(1, () => undefined)).toBeUndefined();
    room.touchIncidents();
    const patch = room.frame(2, () => undefined);
    expect(patch).toMatchObject({
      from: version,
      set: { incidents: { '1': list[0] }, server: { now: { incidents: counts() } } },
      gone: { incidents: ['2'] },
    });
    expect(hashLiveState(room.snapshot(2).state)).toBe(room.hash());
    room.touchIncidents();
    expect(room.frame(3, () => undefined)).toBeUndefined();
  });

  it('follows its weak areas when it is told that they may be others, and says what has changed only', () => {
    const areaOf = (id: string, weak: number) => ({ id, now: { n: 9, weak, bad: 0 } }) as WeakArea;
    let areas = [areaOf('a', 1), areaOf('b', 1)];
    const room = roomOf(new Map(), undefined, () => areas);
    const { version, state } = room.snapshot(0);
    expect(Object.keys(state.weakAreas)).toEqual(['a', 'b']);
    areas = [areaOf('a', 3), areaOf('c', 1)];
    expect(room.frame(1, () => undefined)).toBeUndefined();
    room.touchWeakAreas();
    expect(room.frame(2, () => undefined)).toMatchObject({
      from: version,
      set: { weakAreas: { a: areas[0], c: areas[1] } },
      gone: { weakAreas: ['b'] },
    });
    expect(hashLiveState(room.snapshot(2).state)).toBe(room.hash());
    areas = structuredClone(areas);
    room.touchWeakAreas();
    expect(room.frame(3, () => undefined)).toBeUndefined();
  });
});
