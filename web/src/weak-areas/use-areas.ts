import type { WatchBody, WeakArea, WeakAreaList } from '@fengsui/config/contract';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { Sent } from '../http/send-json.ts';
import type { Reading } from '../incidents/use-reading.ts';
import { useReading } from '../incidents/use-reading.ts';
import type { AreaGroup, GroupName } from './area-groups.ts';
import { chosenArea, groupAreas, naturalGroup, scopeKey, searched } from './area-groups.ts';
import { watchBody, withGivenUp } from './given-up.ts';
import type { Named, WeakAreasApi } from './weak-areas-api.ts';

const READ_EVERY_MS = 15_000;
export type NotDone = Exclude<Sent<unknown>, { ok: true }>;
type ByScope<T> = ReadonlyMap<string, T>;

export interface Areas {
  reading: Reading<WeakAreaList>;
  all: ComputedRef<readonly WeakArea[]>;
  groups: ComputedRef<readonly AreaGroup[]>;
  chosen: ComputedRef<WeakArea | undefined>;
  choose(area: WeakArea): void;
  /** Where those stand that this page has just watched or given up. */
  changed: Readonly<ShallowRef<ByScope<GroupName>>>;
  /** What is being watched or given up; '' for nothing. */
  busy: Readonly<ShallowRef<string>>;
  failed: Readonly<ShallowRef<{ scope: string; why: NotDone } | undefined>>;
  /** Watches what nobody watches, and gives up what is watched. */
  toggle(area: WeakArea): Promise<void>;
  watchNew(body: WatchBody): Promise<Sent<Named>>;
  /** Everything stands where it belongs again. */
  settle(): void;
}

export interface AreasDeps {
  api: WeakAreasApi;
  clock: Clock;
  page: Window;
  region: Ref<string>;
  /** What is searched for. */
  wanted: Ref<string>;
  /** The id of the area that was chosen before. */
  first: string;
  by(): { by?: string };
}

/** The list of areas, which is chosen, and what is done to it. An area is told by what it covers. */
export function useAreas({ api, clock, page, region, wanted, first, by }: AreasDeps): Areas {
  const reading = useReading({
    ask: (signal) => api.areas(region.value, signal),
    ...{ clock, page, everyMs: READ_EVERY_MS },
  });
  const picked = shallowRef({ id: first, scope: '' });
  const changed = shallowRef<ByScope<GroupName>>(new Map());
  const givenUp = shallowRef<ByScope<WeakArea>>(new Map());
  const items = computed(() => reading.value.value?.items ?? []);
  const all = computed(() => withGivenUp(items.value, givenUp.value));
  const groups = computed(() => groupAreas(searched(all.value, wanted.value), changed.value));
  const chosen = computed(() => chosenArea(groups.value, all.value, picked.value));
  const choose = (area: WeakArea): void => {
    picked.value = { id: area.id, scope: scopeKey(area.scope) };
  };

  function send(area: WeakArea): Promise<Sent<Named>> {
    if (area.watched) return api.giveUp(area.id);
    const isListed = items.value.some(({ id }) => id === area.id);
    return isListed ? api.watchFound(area.id, by()) : api.watch({ ...watchBody(area), ...by() });
  }
  async function took(area: WeakArea): Promise<void> {
    const scope = scopeKey(area.scope);
    if (chosen.value && scopeKey(chosen.value.scope) === scope) choose(area);
    changed.value = new Map([...changed.value, [scope, changed.value.get(scope) ?? naturalGroup(area)]]);
    givenUp.value = new Map([...givenUp.value, [scope, area]]);
    await reading.refresh();
  }
  return {
    ...{ reading, all, groups, chosen, choose, changed: shallowReadonly(changed) },
    ...toggling(send, took),
    async watchNew(body) {
      const sent = await api.watch({ ...body, ...by() });
      if (sent.ok) {
        picked.value = { id: sent.value.id, scope: scopeKey(body.scope) };
        await reading.refresh();
      }
      return sent;
    },
    settle: () => {
      changed.value = new Map();
      givenUp.value = new Map();
    },
  };
}

/** One at a time, and why the last one was not done. */
function toggling(
  send: (area: WeakArea) => Promise<Sent<Named>>,
  took: (area: WeakArea) => Promise<void>,
): Pick<Areas, 'busy' | 'failed' | 'toggle'> {
  const busy = shallowRef('');
  const failed = shallowRef<{ scope: string; why: NotDone }>();
  return {
    busy: shallowReadonly(busy),
    failed: shallowReadonly(failed),
    async toggle(area) {
      const scope = scopeKey(area.scope);
      busy.value = scope;
      const sent = await send(area);
      failed.value = sent.ok ? undefined : { scope, why: sent };
      if (sent.ok) await took(area);
      busy.value = '';
    },
  };
}
