import type { ActName, IncidentDetail } from '@fengsui/config/contract';
import type { ShallowRef } from 'vue';
import { shallowReadonly, shallowRef } from 'vue';
import type { Sent } from '../http/send-json.ts';
import type { IncidentsApi } from './incidents-api.ts';
import type { ActValues } from './act-form.ts';
import { FIELDS, actBody, noValues } from './act-form.ts';
import type { People } from './use-people.ts';

export type Failed = Exclude<Sent<unknown>, { ok: true }>;

export interface Acting {
  /** The act whose form is open. */
  chosen: Readonly<ShallowRef<ActName | undefined>>;
  busy: Readonly<ShallowRef<boolean>>;
  /** Why the last one was not done. */
  failed: Readonly<ShallowRef<{ act: ActName; why: Failed } | undefined>>;
  done: Readonly<ShallowRef<ActName | undefined>>;
  /** Opens its form; does it at once where there is nothing to ask. */
  choose(act: ActName): void;
  cancel(): void;
  /** False where something is missing. */
  send(values: ActValues, extra?: object): boolean;
}

export interface ActsDeps {
  api: Pick<IncidentsApi, 'act'>;
  people: Pick<People, 'by'>;
  id: string;
  /** What the incident is after it. */
  took: (incident: IncidentDetail) => void;
}

export function useActs({ api, people, id, took }: ActsDeps): Acting {
  const chosen = shallowRef<ActName>();
  const busy = shallowRef(false);
  const failed = shallowRef<{ act: ActName; why: Failed }>();
  const done = shallowRef<ActName>();

  async function call(act: ActName, body: object): Promise<void> {
    busy.value = true;
    failed.value = done.value = undefined;
    const sent = await api.act(id, act, { ...body, ...people.by() } as never);
    busy.value = false;
    if (!sent.ok) {
      failed.value = { act, why: sent };
      return;
    }
    chosen.value = undefined;
    done.value = act;
    took(sent.value);
  }
  return {
    chosen: shallowReadonly(chosen),
    busy: shallowReadonly(busy),
    failed: shallowReadonly(failed),
    done: shallowReadonly(done),
    choose(act) {
      failed.value = done.value = undefined;
      if (FIELDS[act].length > 0) chosen.value = act;
      else void call(act, actBody(act, noValues()) ?? {});
    },
    cancel() {
      chosen.value = failed.value = undefined;
    },
    send(values, extra = {}) {
      const act = chosen.value;
      const body = act && actBody(act, values, extra);
      if (act && body) void call(act, body);
      return body !== undefined;
    },
  };
}
