import type { WeekAnswer } from '@fengsui/config/contract';
import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowReadonly, shallowRef, watch } from 'vue';
import type { Clock } from '../clock.ts';
import type { Reading } from '../incidents/use-reading.ts';
import { useReading } from '../incidents/use-reading.ts';
import type { WeakAreasApi } from './weak-areas-api.ts';

const READ_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

export const SPANS = { weeks4: 4, weeks13: 13 } as const;
export type SpanName = keyof typeof SPANS;

export interface Week {
  reading: Reading<WeekAnswer>;
  span: Readonly<ShallowRef<SpanName>>;
  metric: ComputedRef<string>;
  /** What is shown is of another metric or span than what was asked for. */
  isOld: ComputedRef<boolean>;
  show(part: { span?: SpanName; metric?: string }): void;
}

export interface WeekDeps {
  api: Pick<WeakAreasApi, 'week'>;
  clock: Clock;
  page: Window;
  /** Of the area. */
  id(): string;
  /** ms since 1970. */
  now(): number;
}

/** The week of one area; whoever shows another area begins anew. */
export function useWeek({ api, clock, page, id, now }: WeekDeps): Week {
  const span = shallowRef<SpanName>('weeks4');
  const wanted = shallowRef('');
  const shown = shallowRef<SpanName>('weeks4');
  const reading = useReading({
    ask: async (signal) => {
      const asked = span.value;
      const to = Math.floor(now() / HOUR_MS) * HOUR_MS;
      const request = { id: id(), metric: wanted.value, from: to - SPANS[asked] * WEEK_MS, to };
      const answer = await api.week(request, signal);
      if (answer.ok && !signal.aborted) shown.value = asked;
      return answer;
    },
    ...{ clock, page, everyMs: READ_EVERY_MS },
  });
  watch([span, wanted], () => reading.refresh());
  const metric = computed(() => wanted.value || (reading.value.value?.metric ?? ''));
  return {
    ...{ reading, metric, span: shallowReadonly(span) },
    isOld: computed(() => {
      const answer = reading.value.value;
      return answer !== undefined && (answer.metric !== metric.value || shown.value !== span.value);
    }),
    show: (part) => {
      if (part.span) span.value = part.span;
      if (part.metric !== undefined) wanted.value = part.metric;
    },
  };
}
