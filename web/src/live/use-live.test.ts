import type { LiveState } from '@fengsui/config/contract';
import { hashLiveState } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { effectScope } from 'vue';
import type { Clock } from '../clock.ts';
import type { LiveEvent } from './state.ts';
import { useLive } from './use-live.ts';

const SERVER_AT = 1_700_000_000_000;

function fakeClock() {
  let now = 0;
  const runs = new Set<() => void>();
  const clock: Clock = {
    monotonic: () => now,
    wall: () => 5_700,
    every: (_ms, run) => {
      runs.add(run);
      return () => void runs.delete(run);
    },
  };
  return {
    clock,
    running: () => runs.size,
    pass: (ms: number) => {
      now += ms;
      runs.forEach((run) => run());
    },
  };
}

function viewer() {
  const { clock, pass, running } = fakeClock();
  const said: string[] = [];
  let on: (event: LiveEvent) => void = () => undefined;
  const scope = effectScope();
  const live = scope.run(() =>
    useLive({
      connect: (listen) => {
        on = listen;
        return {
          subscribe: (region) => said.push(`subscribe ${region}`),
          redial: () => said.push('redial'),
          keepDialling: () => undefined,
          close: () => said.push('close'),
        };
      },
      clock,
      nextFrame: () => () => undefined,
      region: '441202',
    }),
  )!;
  return { live, scope, said, pass, running, on: (event: LiveEvent) => on(event) };
}

const state = (name: string): LiveState => ({
  server: {},
  regions: { '441202': { code: '441202', name } } as unknown as LiveState['regions'],
  devices: {},
  incidents: {},
  weakAreas: {},
});
const snapshot = (of: LiveState, version = 1): LiveEvent => ({
  type: 'snapshot',
  snapshot: { version, at: SERVER_AT, region: '441202', hash: hashLiveState(of), state: of },
});

describe('live state', () => {
  it('subscribes to the region of the address and shows what comes', () => {
    const { live, said, on, pass } = viewer();
    on({ type: 'opened' });
    pass(10);
    expect(said).toEqual(['subscribe 441202']);
    on(snapshot(state('端州区')));
    pass(10);
    expect(live.regions.value['441202']?.name).toBe('端州区');
    expect(live.region.value).toBe('441202');
    expect(live.freshness.value.kind).toBe('fresh');
    expect(live.held.value).toEqual({ version: 1, hash: hashLiveState(state('端州区')) });
  });

  it('becomes stale by its own clock when pulses stop, and fresh again with the next snapshot', () => {
    const { live, on, pass } = viewer();
    on({ type: 'opened' });
    on(snapshot(state('x')));
    pass(10);
    pass(5_000);
    expect(live.freshness.value).toMatchObject({ kind: 'stale', because: 'no_pulse', since: SERVER_AT });
    on(snapshot(state('y'), 2));
    pass(1);
    expect(live.freshness.value.kind).toBe('fresh');
  });

  it('goes by the server’s clock once it is known', () => {
    const { live, on, pass } = viewer();
    expect(live.now.value).toBe(5_500);
    on(snapshot(state('x')));
    pass(700);
    expect(live.now.value).toBeGreaterThanOrEqual(SERVER_AT);
  });

  it('subscribes anew when another region is chosen', () => {
    const { live, said, on, pass } = viewer();
    on({ type: 'opened' });
    live.subscribe('441203');
    pass(1);
    expect(said).toEqual(['subscribe 441202', 'subscribe 441203']);
  });

  it('leaves neither timer nor connection behind', () => {
    const { scope, said, running } = viewer();
    scope.stop();
    expect(running()).toBe(0);
    expect(said).toEqual(['close']);
  });
});
