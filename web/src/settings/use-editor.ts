import type { InjectionKey, ShallowRef } from 'vue';
import { provide, shallowReadonly, shallowRef } from 'vue';
import type { Fault, Sent } from '../http/send-json.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import type { RecordApi } from './records-api.ts';

export interface Editor<T, Body> {
  busy: Readonly<ShallowRef<boolean>>;
  /** What went wrong as a whole. */
  problem: Readonly<ShallowRef<string>>;
  faults: Readonly<ShallowRef<readonly Fault[]>>;
  /** Somebody has changed it meanwhile: only loading it anew helps. */
  isStale: Readonly<ShallowRef<boolean>>;
  /** Undefined where it was not kept. */
  save(id: string, body: Body, version: number): Promise<T | undefined>;
  /** @param users names of those who still need it */
  remove(id: string, users: readonly string[]): Promise<boolean>;
  clear(): void;
}

/** What fields under an editor know of it: the faults, and where these are shown. */
export interface FaultBoard {
  faults: Readonly<ShallowRef<readonly Fault[]>>;
  places: Set<string>;
}
export const FAULTS: InjectionKey<FaultBoard> = Symbol('faults');

/** Keeps and takes away records, and knows what was wrong with the last try. */
export function useEditor<T extends { id: string; version?: number }, Body>(
  api: RecordApi<T, Body>,
): Editor<T, Body> {
  const { text } = useI18n();
  const busy = shallowRef(false);
  const problem = shallowRef('');
  const faults = shallowRef<readonly Fault[]>([]);
  const isStale = shallowRef(false);
  provide(FAULTS, { faults, places: new Set<string>() });

  function clear(): void {
    problem.value = '';
    faults.value = [];
    isStale.value = false;
  }

  async function during<R>(run: () => Promise<R>): Promise<R> {
    clear();
    busy.value = true;
    const result = await run();
    busy.value = false;
    return result;
  }

  const wordsOf = (sent: Sent<unknown> & { ok: false }): string =>
    sent.because === 'refused' ? sent.detail : text.value.chart.why[sent.because];

  /** A refusal may have other reasons than a newer version, so what is there now is looked at. */
  async function findOutWhy(id: string, version: number, detail: string): Promise<void> {
    const now = await api.list(new AbortController().signal);
    const there = now.ok ? now.value.find((one) => one.id === id) : undefined;
    if (version === 0 && there) problem.value = text.value.settings.taken(id);
    else if (now.ok && there?.version !== version) isStale.value = true;
    else problem.value = text.value.settings.refused(detail);
  }

  return {
    ...{ busy: shallowReadonly(busy), problem, faults, isStale, clear },
    save: (id, body, version) =>
      during(async () => {
        const sent = await api.put(id, body, version);
        if (sent.ok) return sent.value;
        if (sent.because === 'refused' && sent.status === 409) await findOutWhy(id, version, sent.detail);
        else if (sent.because === 'refused' && sent.faults.length > 0) faults.value = sent.faults;
        else problem.value = text.value.settings.refused(wordsOf(sent));
        return undefined;
      }),
    remove: (id, users) =>
      during(async () => {
        const sent = await api.remove(id);
        if (sent.ok) return true;
        const isInUse = sent.because === 'refused' && sent.status === 409 && users.length > 0;
        problem.value = isInUse
          ? text.value.settings.inUse(users.join(text.value.comma))
          : text.value.settings.refused(wordsOf(sent));
        return false;
      }),
  };
}
