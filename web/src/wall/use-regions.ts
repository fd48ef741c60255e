import type { RegionView } from '@fengsui/config/contract';
import type { ComputedRef } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { Live } from '../live/use-live.ts';
import type { RegionTrouble } from './map-incidents.ts';
import { tally } from './tally.ts';

export interface Regions {
  /** The most open incidents first, then the most offline, the most suspect, those with devices heard; then by code. */
  children: ComputedRef<readonly RegionView[]>;
  /** Where "back" leads; undefined at the site's top. `name` is undefined where it was never seen. */
  parent: ComputedRef<{ code: string; name: string | undefined } | undefined>;
}

/** Names are kept for the way back; a site has a few thousand regions at the most. */
const MAX_NAMES = 5_000;

export function useRegions(live: Live, trouble: () => ReadonlyMap<string, RegionTrouble>): Regions {
  const viewed = computed(() => live.regions.value[live.region.value]);
  const names = shallowRef<ReadonlyMap<string, string>>(new Map());
  watch(
    live.regions,
    (regions) => {
      const unseen = Object.values(regions).filter(({ code }) => !names.value.has(code));
      if (unseen.length === 0 || names.value.size > MAX_NAMES) return;
      names.value = new Map([...names.value, ...unseen.map(({ code, name }) => [code, name] as const)]);
    },
    { immediate: true },
  );
  return {
    children: computed(() => orderRegions(live.regions.value, live.region.value, trouble())),
    parent: computed(() => viewed.value && parentOf(viewed.value, names.value)),
  };
}

/** A parent that was never shown is perhaps none of the site's: then back leads to the site's top, ''. */
function parentOf(region: RegionView, names: ReadonlyMap<string, string>) {
  const name = names.get(region.parent);
  if (name !== undefined) return { code: region.parent, name };
  return region.level === 'city' || region.parent === '' ? undefined : { code: '', name: undefined };
}

export function orderRegions(
  regions: Readonly<Record<string, RegionView>>,
  viewed: string,
  trouble: ReadonlyMap<string, RegionTrouble>,
): RegionView[] {
  const open = ({ code }: RegionView): number => trouble.get(code)?.count ?? 0;
  return Object.values(regions)
    .filter(({ code }) => code !== viewed)
    .map((region) => ({ region, counts: tally(region) }))
    .sort(
      (a, b) =>
        open(b.region) - open(a.region) ||
        b.counts.offline - a.counts.offline ||
        b.counts.suspect - a.counts.suspect ||
        Number(b.region.heard > 0) - Number(a.region.heard > 0) ||
        (a.region.code < b.region.code ? -1 : 1),
    )
    .map(({ region }) => region);
}
