import { DEVICE_CLASSES } from '@fengsui/config/classes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceHappening } from './event.ts';
import type { Step, Story, Truth } from './liveness-world.ts';
import { tell } from './liveness-world.ts';
import { reduceDevice } from './reduce.ts';
import type { DeviceState } from './state.ts';
import { timeline } from './timeline.ts';

const HOUR = 3_600_000;
const profile = DEVICE_CLASSES.eb_speaker;

const SCHEDULES = 100_000;
/** Each story is told over so many different networks. */
const NETWORKS = 5;

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('reconnect', 'crash', 'restart', 'standby', 'shutdown', 'upgrade', 'we_are_blind'),
  beats: fc.nat(3),
  awayS: fc.constantFrom(1, 10, 45, 200, 1_200),
  isSameBoot: fc.boolean(),
  will: fc.constantFrom('at_once', 'late', 'none'),
});

const story: fc.Arbitrary<Story> = fc.record({
  T: fc.constantFrom(60, 300),
  steps: fc.array(step, { maxLength: 4 }),
  ending: fc.constantFrom('lives', 'dies', 'rests'),
  clockMs: fc.constantFrom(0, 0, 1_500, 45_000, -20_000, 8 * HOUR, -8 * HOUR, -55 * 365 * 24 * HOUR),
  setRightAt: fc.nat(6),
  hasDeathTime: fc.boolean(),
  noise: fc.integer(),
});

/** As the fleet does it: silence is judged when it is due, between the arrivals. */
function follow(arrivals: readonly DeviceHappening[], until: number): DeviceState {
  let { state } = timeline();
  const pass = (at: number): void => {
    for (let due = state.wakeAt; due !== undefined && due <= at; due = state.wakeAt) {
      state = reduceDevice(state, { type: 'tick', at: due }, profile).state;
    }
  };
  for (const arrival of arrivals) {
    pass(arrival.at);
    state = reduceDevice(state, arrival, profile).state;
  }
  pass(until);
  return state;
}

function isRight({ link, boot }: Pick<DeviceState, 'link' | 'boot'>, truth: Truth): boolean {
  if (truth.link === 'ONLINE') return link === 'ONLINE' && boot === truth.boot;
  return link === truth.link || (truth.isVague && (link === 'OFFLINE' || link === 'STANDBY'));
}

describe('what is believed of a device', () => {
  it('is the truth in the end, however the network delays, reorders, doubles and loses', () => {
    fc.assert(
      fc.property(story, (told) => {
        for (let i = 0; i < NETWORKS; i++) {
          const { arrivals, truth } = tell({ ...told, noise: told.noise + i });
          const { link, boot } = follow(arrivals, truth.at);
          if (!isRight({ link, boot }, truth)) expect({ link, boot, network: i }).toEqual(truth);
        }
      }),
      { numRuns: SCHEDULES / NETWORKS },
    );
  }, 60_000);
});
