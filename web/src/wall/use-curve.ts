import type { DeviceView } from '@fengsui/config/contract';
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue';
import type { Clock } from '../clock.ts';
import type { Api } from '../http/api.ts';
import type { Failure } from '../http/get-json.ts';
import type { RangeName } from '../i18n/catalogue.ts';
import { RANGES } from './ranges.ts';
import type { Curve } from './curve.ts';
import { curveOf, extended } from './curve.ts';

/** How often the curve is read anew: the store has also what came late. */
const REREAD_MS = 60_000;
const RETRY_MS = 10_000;

export interface CurveDeps {
  api: Api;
  clock: Clock;
  device: () => DeviceView | undefined;
  metric: () => string | undefined;
  range: () => RangeName;
  /** The metric takes states: every stored point is asked for, since states have no mean. */
  isState: () => boolean;
  /** The server's clock, ms since 1970. */
  now: () => number;
  /** Whether the wall is in step with the server: on return, what was missed is read. */
  fresh: () => boolean;
}

export interface CurveState {
  /** Undefined while the first reading is under way. */
  curve: Readonly<ShallowRef<Curve | undefined>>;
  failure: Readonly<ShallowRef<Failure | undefined>>;
}

/** The chosen metric over the chosen range: read from the store, then kept up by what comes live. */
export function useCurve({ api, clock, device, metric, range, isState, now, fresh }: CurveDeps): CurveState {
  const curve = shallowRef<Curve>();
  const failure = shallowRef<Failure>();
  let reading = new AbortController();
  let readAt = -Infinity;

  const read = async (id: string, name: string): Promise<void> => {
    reading.abort();
    const mine = (reading = new AbortController());
    readAt = clock.monotonic();
    const { ms, step: meanStep } = RANGES[range()];
    const step = isState() ? undefined : meanStep;
    const to = now();
    const answer = await api.series({ device: id, metric: name, from: to - ms, to, step }, mine.signal);
    if (mine.signal.aborted) return;
    failure.value = answer.ok || answer.because === 'aborted' ? undefined : answer.because;
    if (answer.ok) curve.value = withNewest(curveOf(answer.value), name);
  };
  const withNewest = (read: Curve, name: string): Curve => {
    const live = device();
    return live?.lastSeenAt ? extended(read, live.lastSeenAt, live.metrics[name] ?? null) : read;
  };
  const reread = (): void => {
    const [id, name] = [device()?.id, metric()];
    if (id !== undefined && name !== undefined) void read(id, name);
  };

  watch(
    [() => device()?.id, metric, range],
    () => {
      curve.value = undefined;
      reread();
    },
    { immediate: true },
  );
  watch(device, () => {
    const name = metric();
    if (curve.value && name !== undefined) curve.value = withNewest(curve.value, name);
  });
  watch(fresh, (isFresh) => isFresh && reread());
  const stop = clock.every(RETRY_MS, () => {
    if (failure.value !== undefined || clock.monotonic() - readAt >= REREAD_MS) reread();
  });
  onScopeDispose(() => {
    stop();
    reading.abort();
  });
  return { curve: shallowReadonly(curve), failure: shallowReadonly(failure) };
}
