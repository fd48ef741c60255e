import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowRef, watchEffect } from 'vue';

export interface Pages<T> {
  /** Counted from 0. */
  page: ShallowRef<number>;
  pages: ComputedRef<number>;
  shown: ComputedRef<readonly T[]>;
}

/** A list in pages; a list that gets shorter never leaves an empty page standing. */
export function usePages<T>(list: () => readonly T[], rows: () => number): Pages<T> {
  const page = shallowRef(0);
  const pages = computed(() => Math.max(1, Math.ceil(list().length / rows())));
  watchEffect(() => {
    if (page.value >= pages.value) page.value = pages.value - 1;
  });
  const shown = computed(() => list().slice(page.value * rows(), (page.value + 1) * rows()));
  return { page, pages, shown };
}
