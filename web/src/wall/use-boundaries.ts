import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { Api } from '../http/api.ts';
import type { Boundaries } from '../http/boundaries.ts';

const RETRY_MS = 10_000;

export interface BoundariesState {
  boundaries: Readonly<ShallowRef<Boundaries | undefined>>;
  failed: Readonly<ShallowRef<boolean>>;
}

/** The map's outlines, asked for until they have come. */
export function useBoundaries(api: Api, clock: Clock): BoundariesState {
  const boundaries = shallowRef<Boundaries>();
  const failed = shallowRef(false);
  const ending = new AbortController();

  const load = async (): Promise<void> => {
    const answer = await api.boundaries(ending.signal);
    if (ending.signal.aborted) return;
    failed.value = !answer.ok;
    if (answer.ok) {
      boundaries.value = answer.value;
      stop();
    }
  };
  const stop = clock.every(RETRY_MS, () => void load());
  onScopeDispose(() => {
    stop();
    ending.abort();
  });
  void load();
  return { boundaries: shallowReadonly(boundaries), failed: shallowReadonly(failed) };
}
