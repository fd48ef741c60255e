import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useI18n } from '../i18n/use-i18n.ts';

/** Hand-overs as people say them: the hour today, otherwise the day with it. To the minute. */
export function useMoments(now: () => number): ComputedRef<(at: number) => string> {
  const { formats } = useI18n();
  return computed(() => {
    const { hour, day, weekday } = formats.value;
    const today = day(now());
    return (at) => (day(at) === today ? hour(at) : `${day(at)} ${weekday(at)} ${hour(at)}`);
  });
}
