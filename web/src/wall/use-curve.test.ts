import type { SeriesAnswer } from '@fengsui/config/contract';
import { expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { deviceOf } from '../../test/views.ts';
import type { Api, SeriesRequest } from '../http/api.ts';
import type { Answer } from '../http/get-json.ts';
import type { RangeName } from '../i18n/catalogue.ts';
import { useCurve } from './use-curve.ts';

const NOW = 10_000_000_000;

interface Asked {
  request: SeriesRequest;
  signal: AbortSignal;
  answer(answer: Answer<SeriesAnswer>): Promise<void>;
}

function stage() {
  const asked: Asked[] = [];
  const api = {
    series: (request: SeriesRequest, signal: AbortSignal) =>
      new Promise<Answer<SeriesAnswer>>((resolve) => {
        asked.push({
          request,
          signal,
          answer: async (answer) => {
            resolve(answer);
            await nextTick();
            await nextTick();
          },
        });
      }),
  } as unknown as Api;
  let monotonic = 0;
  let tick: () => void = () => undefined;
  const clock = {
    monotonic: () => monotonic,
    wall: () => 0,
    every: (_ms: number, run: () => void) => {
      tick = run;
      return () => {
        tick = () => undefined;
      };
    },
  };
  const device = shallowRef(deviceOf({ id: 'a', lastSeenAt: NOW - 5, metrics: { 'sys.load1': 0.7 } }));
  const range = shallowRef<RangeName>('hour');
  const isState = shallowRef(false);
  const fresh = shallowRef(true);
  const scope = effectScope();
  const curve = scope.run(() =>
    useCurve({
      api,
      clock,
      device: () => device.value,
      metric: () => 'sys.load1',
      range: () => range.value,
      isState: () => isState.value,
      now: () => NOW,
      fresh: () => fresh.value,
    }),
  )!;
  const pass = (ms: number): void => {
    monotonic += ms;
    tick();
  };
  return { asked, device, range, isState, fresh, scope, pass, ...curve };
}

const series = (points: SeriesAnswer['points']): Answer<SeriesAnswer> => ({
  ok: true,
  value: { device: 'a', metric: 'sys.load1', unit: '', from: 0, to: NOW, step: 0, points, gaps: [] },
});

it('reads the last hour, then goes on with what comes live', async () => {
  const { asked, curve, device } = stage();
  expect(asked[0]!.request).toEqual({
    device: 'a',
    metric: 'sys.load1',
    from: NOW - 3_600_000,
    to: NOW,
    step: undefined,
  });
  expect(curve.value).toBeUndefined();
  await asked[0]!.answer(series([[NOW - 100, 0.5]]));
  expect(curve.value?.points).toEqual([
    [NOW - 100, 0.5],
    [NOW - 5, 0.7],
  ]);
  device.value = { ...device.value, lastSeenAt: NOW, metrics: { 'sys.load1': 0.9 } };
  await nextTick();
  expect(curve.value?.points.at(-1)).toEqual([NOW, 0.9]);
});

it('calls off what was asked for before when another range is chosen', async () => {
  const { asked, range, curve } = stage();
  range.value = 'day';
  await nextTick();
  expect(asked[0]!.signal.aborted).toBe(true);
  await asked[0]!.answer(series([[1, 1]]));
  expect(curve.value).toBeUndefined();
  expect(asked[1]!.request).toMatchObject({ from: NOW - 86_400_000, step: 120 });
});

it('asks for every point of a state, which has no mean', async () => {
  const { asked, range, isState } = stage();
  isState.value = true;
  range.value = 'week';
  await nextTick();
  expect(asked.at(-1)!.request.step).toBeUndefined();
});

it('says why it failed, tries again, and keeps nothing of the failure', async () => {
  const { asked, failure, curve, pass } = stage();
  await asked[0]!.answer({ ok: false, because: 'timeout' });
  expect(failure.value).toBe('timeout');
  pass(10_000);
  await asked[1]!.answer(series([[NOW - 100, 0.5]]));
  expect([failure.value, curve.value?.points.length]).toEqual([undefined, 2]);
});

it('reads anew once a minute, and on return from being cut off', async () => {
  const { asked, pass, fresh } = stage();
  await asked[0]!.answer(series([]));
  pass(50_000);
  expect(asked).toHaveLength(1);
  pass(10_000);
  expect(asked).toHaveLength(2);
  fresh.value = false;
  await nextTick();
  expect(asked).toHaveLength(2);
  fresh.value = true;
  await nextTick();
  expect(asked).toHaveLength(3);
});

it('calls everything off when it is no longer shown', () => {
  const { asked, scope, pass } = stage();
  scope.stop();
  expect(asked[0]!.signal.aborted).toBe(true);
  pass(600_000);
  expect(asked).toHaveLength(1);
});
