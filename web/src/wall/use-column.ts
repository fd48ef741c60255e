import type { ComputedRef, ShallowRef } from 'vue';
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';

/** Rows of a page where the wall is stacked and may scroll. */
const STACKED_ROWS = 10;
const ROW_REM = 2.7;
/** Heading and padding of the list. */
const FRAME_REM = 3.6;
/** Of the column's height, what the list may take. */
const LIST_SHARE = 0.52;

/** How many rows of the device list fit into its column. */
export function useColumn(column: Readonly<ShallowRef<HTMLElement | null>>): ComputedRef<number> {
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

  return computed(() => {
    if (isStacked.value) return STACKED_ROWS;
    return Math.max(
      2,
      Math.floor((height.value * LIST_SHARE - FRAME_REM * rem.value) / (ROW_REM * rem.value)),
    );
  });
}
