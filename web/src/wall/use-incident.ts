import type { IncidentDetail, IncidentView } from '@fengsui/config/contract';
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue';
import type { Clock } from '../clock.ts';
import type { Api } from '../http/api.ts';
import type { Failure } from '../http/get-json.ts';

/** What could not be read is asked for again. */
const RETRY_MS = 5_000;

export interface IncidentDeps {
  api: Pick<Api, 'incident'>;
  clock: Clock;
  incident: () => IncidentView;
}

export interface IncidentReading {
  /** Undefined while the first reading is under way. */
  detail: Readonly<ShallowRef<IncidentDetail | undefined>>;
  failure: Readonly<ShallowRef<Failure | undefined>>;
}

/** The whole of one incident, read anew whenever something happens to it. */
export function useIncident({ api, clock, incident }: IncidentDeps): IncidentReading {
  const detail = shallowRef<IncidentDetail>();
  const failure = shallowRef<Failure>();
  let reading = new AbortController();

  const read = async (): Promise<void> => {
    reading.abort();
    const mine = (reading = new AbortController());
    const answer = await api.incident(incident().id, mine.signal);
    if (mine.signal.aborted) return;
    failure.value = answer.ok || answer.because === 'aborted' ? undefined : answer.because;
    if (answer.ok) detail.value = answer.value;
  };
  watch(
    () => [incident().id, incident().updatedAt] as const,
    ([id], before) => {
      if (id !== before?.[0]) detail.value = undefined;
      void read();
    },
    { immediate: true },
  );
  const stop = clock.every(RETRY_MS, () => {
    if (failure.value !== undefined) void read();
  });
  onScopeDispose(() => {
    stop();
    reading.abort();
  });
  return { detail: shallowReadonly(detail), failure: shallowReadonly(failure) };
}
