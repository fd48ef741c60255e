import type { IncidentView } from '@fengsui/config/contract';
import type { ComputedRef } from 'vue';
import { computed, shallowRef } from 'vue';
import type { Live } from '../live/use-live.ts';
import { openCounts, orderIncidents } from './incident-order.ts';
import type { RegionTrouble } from './map-incidents.ts';
import { troubleByRegion } from './map-incidents.ts';
import type { OpenIncidents } from './verdict.ts';

export interface Incidents {
  /** In the order in which they are shown. */
  ordered: ComputedRef<readonly IncidentView[]>;
  summed: ComputedRef<OpenIncidents>;
  /** What is open in each region, by code. */
  trouble: ComputedRef<ReadonlyMap<string, RegionTrouble>>;
  /** The one that somebody looks at closely. */
  opened: ComputedRef<IncidentView | undefined>;
  open(id: string): void;
  close(): void;
}

export function useIncidents({ incidents, server }: Pick<Live, 'incidents' | 'server'>): Incidents {
  const chosen = shallowRef<string>();
  const ordered = computed(() => orderIncidents(incidents.value));
  return {
    ordered,
    summed: computed(() => ({
      counts: server.value ? openCounts(server.value.incidents) : [],
      first: ordered.value[0],
    })),
    trouble: computed(() => troubleByRegion(ordered.value)),
    /** One that is over and no longer watched leaves the wall, and what stood open with it. */
    opened: computed(() => (chosen.value === undefined ? undefined : incidents.value[chosen.value])),
    open: (id) => {
      chosen.value = id;
    },
    close: () => {
      chosen.value = undefined;
    },
  };
}
