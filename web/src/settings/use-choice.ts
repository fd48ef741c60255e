import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowReadonly, shallowRef } from 'vue';

export interface Choice<T> {
  chosen: ComputedRef<T | undefined>;
  isNew: Readonly<ShallowRef<boolean>>;
  /** Counted up whenever a form is to begin anew. */
  turn: Readonly<ShallowRef<number>>;
  /** What is in the form has just been kept. */
  isSaved: Readonly<ShallowRef<boolean>>;
  choose(id: string): void;
  add(): void;
  saved(id: string): Promise<void>;
  removed(): Promise<void>;
  anew(): Promise<void>;
}

/** Which record is in the form; what was kept is read again before the form begins anew. */
export function useChoice<T extends { id: string }>(
  items: () => readonly T[],
  refresh: () => Promise<void>,
): Choice<T> {
  const id = shallowRef<string>();
  const isNew = shallowRef(false);
  const turn = shallowRef(0);
  const isSaved = shallowRef(false);

  function go(next: string | undefined, asNew = false): void {
    id.value = next;
    isNew.value = asNew;
    isSaved.value = false;
    turn.value += 1;
  }
  return {
    chosen: computed(() => items().find((one) => one.id === id.value)),
    isNew: shallowReadonly(isNew),
    turn: shallowReadonly(turn),
    isSaved: shallowReadonly(isSaved),
    choose: (next) => go(next),
    add: () => go(undefined, true),
    saved: async (next) => {
      await refresh();
      go(next);
      isSaved.value = true;
    },
    removed: async () => {
      await refresh();
      go(undefined);
    },
    anew: async () => {
      await refresh();
      go(id.value);
    },
  };
}
