import {
  DeviceClassName,
  DeviceFlag,
  LinkReason,
  LinkState,
  PowerState,
  ServiceState,
  SignalState,
} from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BootLog } from '../device/boot-log.ts';
import type { DeviceState } from '../device/state.ts';
import { createSlots } from './slots.ts';

const ms = fc.nat({ max: 4e12 });
const none = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const seq = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const flags = fc
  .subarray([...DeviceFlag.options])
  .map((some) => DeviceFlag.options.filter((flag) => some.includes(flag)));

const offset = fc.record({
  since: ms,
  current: fc.integer(),
  previous: none(fc.integer()),
  doubt: none(fc.record({ at: ms, seen: fc.integer(), count: fc.nat() })),
});

const log = (boot: string): fc.Arbitrary<BootLog> =>
  fc.record({
    boot: fc.constant(boot),
    received: fc.array(
      fc.tuple(seq, seq).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      { maxLength: 3 },
    ),
    birthSeq: none(seq),
    bornTs: none(ms),
    offset: none(offset),
    since: ms,
    heardTo: ms,
  });

const place = fc.record({ county: fc.constantFrom('441223', '441284'), area: fc.constant('441223') });

const state: fc.Arbitrary<DeviceState> = fc
  .tuple(
    fc.record({ boot: fc.constantFrom(null, 'b1'), boots: fc.tuple(log('b1'), log('b2')), n: fc.nat(2) }),
    place,
    fc.record({
      node: fc.constantFrom('n1', 'n2'),
      name: fc.string(),
      class: fc.constantFrom(...DeviceClassName.options),
      T: fc.integer({ min: 1, max: 86_400 }),
      model: fc.option(fc.string(), { nil: undefined }),
      fw: fc.option(fc.string(), { nil: undefined }),
      lon: none(fc.double({ min: -180, max: 180, noNaN: true })),
      lat: none(fc.double({ min: -90, max: 90, noNaN: true })),
      link: fc.constantFrom(...LinkState.options),
      linkSince: ms,
      linkBecause: fc.constantFrom(...LinkReason.options),
      signal: fc.constantFrom(...SignalState.options),
      signalSince: none(ms),
      signalFive: fc.nat({ max: 2 ** 23 - 1 }),
      signalWellSince: none(ms),
      power: fc.constantFrom(...PowerState.options),
      service: fc.constantFrom(...ServiceState.options),
      flags,
      lastSeenAt: none(ms),
      shownSeq: fc.integer({ min: -1 }),
      metrics: fc.dictionary(
        fc.constantFrom('a.b', 'c.d'),
        fc.oneof(fc.double({ noNaN: true }), fc.boolean()),
      ),
      rebornAt: none(ms),
      goneAt: none(ms),
      looks: fc.nat({ max: 2 ** 21 - 1 }),
      lookAt: ms,
      turns: none(fc.record({ since: ms, count: fc.nat(), recent: fc.array(ms, { maxLength: 3 }) })),
      wakeAt: fc.option(ms, { nil: undefined }),
    }),
  )
  .map(([{ boot, boots, n }, where, rest]) => ({
    index: 0,
    id: 'eb-1',
    boot,
    // Of a device that has a current life, its log is the first.
    boots: boots.slice(0, boot === null ? n : Math.max(n, 1)),
    ...where,
    ...rest,
  }));

describe('packed states', () => {
  it('come out as they went in, whatever was there before', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 4 }), (states) => {
        const slots = createSlots();
        for (const written of states) {
          slots.write(written);
          const slot = slots.find('eb-1');
          expect(slot && slots.read(slot)).toEqual(written);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep devices apart', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 30 }), (states) => {
        const slots = createSlots();
        const named = states.map((one, index) => ({ ...one, index, id: `d-${index}` }));
        named.forEach(slots.write);
        expect([...slots.all()].map(slots.read)).toEqual(named);
      }),
    );
  });
});
