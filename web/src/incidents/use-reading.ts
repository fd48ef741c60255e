import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { Answer, Failure } from '../http/get-json.ts';

export interface Reading<T> {
  value: Readonly<ShallowRef<T | undefined>>;
  /** Why the last reading failed; what was read before stands on, with its age. */
  failure: Readonly<ShallowRef<Failure | undefined>>;
  /** How long ago it was read, ms, to the second. */
  ageMs: Readonly<Ref<number>>;
  /** Reads it at once: something was asked or changed here. */
  refresh(): Promise<void>;
  /** A newer state than any reading has given. */
  take(value: T): void;
}

interface ReadingDeps<T> {
  ask: (signal: AbortSignal) => Promise<Answer<T>>;
  clock: Clock;
  page: Window;
  everyMs: number;
}

const TICK_MS = 1_000;

/**
 * Reads something again and again while somebody looks at the page. Of answers that overtake each other
 * the last question's counts.
 */
export function useReading<T>({ ask, clock, page, everyMs }: ReadingDeps<T>): Reading<T> {
  const value = shallowRef<T>();
  const failure = shallowRef<Failure>();
  const ageMs = shallowRef(0);
  let readAt = clock.monotonic();
  let asking = new AbortController();

  function take(taken: T): void {
    asking.abort();
    value.value = taken;
    failure.value = undefined;
    readAt = clock.monotonic();
    ageMs.value = 0;
  }
  async function refresh(): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    const answer = await ask(mine.signal);
    if (mine.signal.aborted) return;
    if (answer.ok) take(answer.value);
    else if (answer.because !== 'aborted') failure.value = answer.because;
  }
  const isSeen = (): boolean => page.document.visibilityState === 'visible';
  const seen = (): void => void (isSeen() && refresh());
  const stops = [
    clock.every(everyMs, seen),
    clock.every(TICK_MS, () => {
      ageMs.value = clock.monotonic() - readAt;
    }),
  ];
  page.document.addEventListener('visibilitychange', seen);
  void refresh();
  onScopeDispose(() => {
    stops.forEach((stop) => stop());
    page.document.removeEventListener('visibilitychange', seen);
    asking.abort();
  });
  return {
    ...{ value: shallowReadonly(value), failure: shallowReadonly(failure), ageMs: shallowReadonly(ageMs) },
    ...{ refresh, take },
  };
}
