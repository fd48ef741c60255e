import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Answer, Failure } from '../http/get-json.ts';

export interface Reading<T> {
  value: Readonly<ShallowRef<T | undefined>>;
  /** Why the last reading failed; what was read before stands on. */
  failure: Readonly<ShallowRef<Failure | undefined>>;
  refresh(): Promise<void>;
}

/** Reads at once and whenever it is asked to; of answers that overtake each other the last question's counts. */
export function useReading<T>(ask: (signal: AbortSignal) => Promise<Answer<T>>): Reading<T> {
  const value = shallowRef<T>();
  const failure = shallowRef<Failure>();
  let asking = new AbortController();

  async function refresh(): Promise<void> {
    asking.abort();
    asking = new AbortController();
    const answer = await ask(asking.signal);
    if (answer.ok) {
      value.value = answer.value;
      failure.value = undefined;
    } else if (answer.because !== 'aborted') failure.value = answer.because;
  }

  void refresh();
  onScopeDispose(() => asking.abort());
  return { value: shallowReadonly(value), failure: shallowReadonly(failure), refresh };
}
