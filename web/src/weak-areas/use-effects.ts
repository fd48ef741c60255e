import type { EffectAnswer } from '@fengsui/config/contract';
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue';
import type { Failure } from '../http/get-json.ts';
import type { WeakAreasApi } from './weak-areas-api.ts';

export type Effect = { kind: 'told'; answer: EffectAnswer } | { kind: 'failed'; because: Failure };

/**
 * What works have changed, by their ids: asked once each and one after the other, for every answer goes
 * through months of hours. What failed is asked again whenever the list was read again.
 */
export function useEffects(
  api: Pick<WeakAreasApi, 'effect'>,
  ids: () => readonly string[],
): Readonly<ShallowRef<ReadonlyMap<string, Effect>>> {
  const effects = shallowRef<ReadonlyMap<string, Effect>>(new Map());
  let asking = new AbortController();
  onScopeDispose(() => asking.abort());

  async function ask(wanted: readonly string[], signal: AbortSignal): Promise<void> {
    for (const id of wanted) {
      if (effects.value.get(id)?.kind === 'told') continue;
      const answer = await api.effect(id, signal);
      if (signal.aborted) return;
      const effect = effectOf(answer);
      if (effect) effects.value = new Map([...effects.value, [id, effect]]);
    }
  }
  watch(
    ids,
    () => {
      asking.abort();
      asking = new AbortController();
      void ask(ids(), asking.signal);
    },
    { immediate: true },
  );
  return shallowReadonly(effects);
}

function effectOf(answer: Awaited<ReturnType<WeakAreasApi['effect']>>): Effect | undefined {
  if (answer.ok) return { kind: 'told', answer: answer.value };
  return answer.because === 'aborted' ? undefined : { kind: 'failed', because: answer.because };
}
