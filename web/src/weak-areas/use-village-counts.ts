import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue';
import type { WeakAreasApi } from './weak-areas-api.ts';

/**
 * How many villages with people each township has, by its code: told of the townships of a county at once.
 *
 * @param counties codes; each is asked for once
 */
export function useVillageCounts(
  api: Pick<WeakAreasApi, 'region'>,
  counties: () => readonly string[],
): Readonly<ShallowRef<ReadonlyMap<string, number>>> {
  const counts = shallowRef<ReadonlyMap<string, number>>(new Map());
  const asked = new Set<string>();
  const gone = new AbortController();
  onScopeDispose(() => gone.abort());

  async function ask(county: string): Promise<void> {
    asked.add(county);
    const answer = await api.region(county, gone.signal);
    if (!answer.ok) {
      asked.delete(county);
      return;
    }
    const told = answer.value.children.flatMap(({ code, blind }): [string, number][] =>
      blind ? [[code, blind.villages]] : [],
    );
    counts.value = new Map([...counts.value, ...told]);
  }
  watch(
    counties,
    async (wanted) => {
      for (const county of wanted) if (county !== '' && !asked.has(county)) await ask(county);
    },
    { immediate: true },
  );
  return shallowReadonly(counts);
}
