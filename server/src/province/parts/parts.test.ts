import type { Json } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { Parts } from './index.ts';
import { joinParts, splitParts } from './index.ts';
import type { Border } from './rule.ts';

/** What begins with x goes. */
const goes = (id: string): boolean => id.startsWith('x');
const OPEN = new Map([
  ['outage:xn', true],
  ['outage:core', false],
  ['campaign:e1', true],
]);
const border: Border = {
  device: goes,
  node: goes,
  area: goes,
  key: (key) => OPEN.get(key),
  versions: [
    { model: 'm', fw: '1' },
    { model: 'm', fw: '1' },
  ],
};

const outage = (key: string, node: string, shape = 'whole', lost: object[] = [{ device: 'x1' }]) => ({
  key,
  node,
  shape,
  lost,
});
const play = (over: object = {}) => ({
  ebmId: 'e1',
  list: null,
  devices: { started: [], failed: ['y1'], success: ['x1', 'y2'] },
  meant: ['x1', 'x2', 'y1'],
  isCalled: true,
  ...over,
});
const version = (fw: string, devices: number) => ({
  model: 'm',
  fw,
  devices,
  cold: 3,
  watchdog: 1,
  notBack: 0,
});

const KEPT = {
  book: {
    count: 4,
    entries: [
      { id: '1', finding: { key: 'a', area: 'x1' } },
      { id: '2', finding: { key: 'b', area: '' } },
    ],
  },
  outage: {
    rates: { hours: [] },
    outages: [
      outage('outage:xn', 'unknown'),
      outage('outage:core', 'xcore'),
      outage('outage:x2', 'x2'),
      outage('device:x1', 'y', 'lone'),
      outage('outage:y', 'y'),
    ],
  },
  fade: {
    levels: [
      ['x1', 1],
      ['y1', 1],
    ],
    called: [
      ['xn', {}],
      ['yn', {}],
    ],
  },
  drift: { days: [['x1', 1]], called: [], lone: ['x1', 'y1'] },
  speaker: {
    usual: [['x1', 1]],
    silent: [
      ['x1', {}],
      ['y1', {}],
    ],
  },
  readiness: {
    warnings: [
      [{ area: 'x' }, true],
      [{ area: 'y' }, false],
    ],
  },
  play: { campaigns: [play()] },
  reboot: {
    versions: [version('1', 5), version('2', 1)],
    waves: [{ notBack: ['x1', 'y1'] }],
    called: ['m|1'],
  },
  somethingNew: { kept: ['x1'] },
} as unknown as Parts;

const at = (parts: Parts, name: string): Record<string, Json[]> => parts[name] as Record<string, Json[]>;

describe('what the parts of the core keep', () => {
  const { left, taken } = splitParts(KEPT, border);

  it('is divided by where it lies', () => {
    expect(at(taken, 'book')['entries']).toMatchObject([{ id: '1' }]);
    expect(at(left, 'book')['entries']).toMatchObject([{ id: '2' }]);
    expect(at(taken, 'fade')).toEqual({ levels: [['x1', 1]], called: [['xn', {}]] });
    expect(at(left, 'drift')).toEqual({ days: [], called: [], lone: ['y1'] });
    expect(at(taken, 'speaker')['silent']).toEqual([['x1', {}]]);
    expect(at(left, 'readiness')['warnings']).toEqual([[{ area: 'y' }, false]]);
  });

  it('sends an outage where its incident goes, and one without by its place', () => {
    const keys = (parts: Parts) => at(parts, 'outage')['outages']?.map((one) => (one as { key: string }).key);
    expect(keys(taken)).toEqual(['outage:xn', 'outage:x2', 'device:x1']);
    expect(keys(left)).toEqual(['outage:core', 'outage:y']);
  });

  it('divides the terminals of a play, and leaves the call with its incident', () => {
    expect(at(taken, 'play')['campaigns']).toEqual([
      play({ devices: { started: [], failed: [], success: ['x1'] }, meant: ['x1', 'x2'] }),
    ]);
    expect(at(left, 'play')['campaigns']).toEqual([
      play({ devices: { started: [], failed: ['y1'], success: ['y2'] }, meant: ['y1'], isCalled: false }),
    ]);
  });

  it('leaves faults of a version where they were counted, and counts its devices where they are', () => {
    expect(at(left, 'reboot')['versions']).toEqual([version('1', 3), version('2', 1)]);
    expect(at(taken, 'reboot')['versions']).toEqual([{ ...version('1', 2), cold: 0, watchdog: 0 }]);
    expect([at(left, 'reboot')['waves'], at(taken, 'reboot')['waves']]).toEqual([[{ notBack: ['y1'] }], []]);
  });

  it('stays whole where nobody says how it is divided', () => {
    expect([left['somethingNew'], taken['somethingNew']]).toEqual([KEPT['somethingNew'], undefined]);
  });

  it('is what it was when it is put together again, but for the order', () => {
    const again = { ...left, ...joinParts(left, taken) };
    const sorted = (parts: Parts): unknown =>
      JSON.parse(JSON.stringify(parts), (_key, value: unknown) =>
        Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value,
      );
    // Who is not back of a rollout is known by the devices themselves.
    const whole = { ...KEPT, reboot: { ...at(KEPT, 'reboot'), waves: [{ notBack: ['y1'] }] } };
    expect(sorted(again)).toEqual(sorted(whole as unknown as Parts));
  });

  it('is taken as it is where nothing was kept', () => {
    expect(joinParts({}, taken)).toEqual({ ...taken, play: { campaigns: at(taken, 'play')['campaigns'] } });
  });

  it('keeps its own where both have learnt', () => {
    const mine = { book: { count: 9, entries: [] }, outage: { rates: { hours: [1] }, outages: [] } };
    const joined = joinParts(mine as unknown as Parts, taken);
    expect(at(joined, 'book')).toMatchObject({ count: 9, entries: [{ id: '1' }] });
    expect(at(joined, 'outage')).toMatchObject({ rates: { hours: [1] } });
  });
});
