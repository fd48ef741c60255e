import type { IncidentItem, IncidentPage } from '@fengsui/config/contract';
import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { IncidentsApi } from './incidents-api.ts';
import type { ListFilter } from './list-filter.ts';
import { inOrder, readFilter, writeFilter } from './list-filter.ts';
import type { Reading } from './use-reading.ts';
import { useReading } from './use-reading.ts';

const READ_EVERY_MS = 5_000;

export interface ListState {
  filter: Readonly<ShallowRef<ListFilter>>;
  /** Keeps it in the page's address, so that going back finds it again. */
  choose(part: Partial<ListFilter>): void;
  items: ComputedRef<readonly IncidentItem[]>;
  reading: Reading<IncidentPage>;
  /** On a later page than the first. */
  isLater: ComputedRef<boolean>;
  older(): void;
  newest(): void;
}

export function useList(api: IncidentsApi, clock: Clock, page: Window): ListState {
  const filter = shallowRef(readFilter(page.location.search));
  const cursor = shallowRef<string>();
  /** What is shown was asked for with this; meanwhile another may have been chosen. */
  const shown = shallowRef(filter.value);
  const reading = useReading({
    ask: async (signal) => {
      const asked = filter.value;
      const answer = await api.list(asked, cursor.value, signal);
      if (answer.ok && !signal.aborted) shown.value = asked;
      return answer;
    },
    ...{ clock, page, everyMs: READ_EVERY_MS },
  });
  const turn = (to: string | undefined): void => {
    cursor.value = to;
    void reading.refresh();
    page.scrollTo({ top: 0 });
  };
  return {
    filter: shallowReadonly(filter),
    choose(part) {
      filter.value = { ...filter.value, ...part };
      page.history.replaceState(null, '', page.location.pathname + writeFilter(filter.value));
      turn(undefined);
    },
    items: computed(() => inOrder(reading.value.value?.items ?? [], shown.value)),
    reading,
    isLater: computed(() => cursor.value !== undefined),
    older: () => turn(reading.value.value?.next),
    newest: () => turn(undefined),
  };
}
