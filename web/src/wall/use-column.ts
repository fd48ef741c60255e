import type { ComputedRef, ShallowRef } from 'vue';
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';

export interface Column {
  /** Nothing fits beside anything else: the wall is stacked and may scroll. */
  isStacked: Readonly<ShallowRef<boolean>>;
  /** In rem; 0 until it was measured. */
  heightRem: ComputedRef<number>;
}

/** How much room a column has. */
export function useColumn(column: Readonly<ShallowRef<HTMLElement | null>>): Column {
  const height = shallowRef(0);
  const rem = shallowRef(16);
  const stacked = window.matchMedia('(max-width: 899px), (max-aspect-ratio: 1/1)');
  const isStacked = shallowRef(stacked.matches);

  const measure = (): void => {
    rem.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    isStacked.value = stacked.matches;
  };
  const observer = new ResizeObserver(([entry]) => {
    height.value = entry?.contentRect.height ?? 0;
    measure();
  });
  watch(column, (element) => {
    observer.disconnect();
    if (element) observer.observe(element);
  });
  onBeforeUnmount(() => observer.disconnect());

  return { isStacked, heightRem: computed(() => height.value / rem.value) };
}
