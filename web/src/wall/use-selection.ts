import type { DeviceView } from '@fengsui/config/contract';
import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowReadonly, shallowRef } from 'vue';
import { defaultMetric } from './device-metrics.ts';

export interface Selection {
  device: ComputedRef<DeviceView | undefined>;
  metric: ComputedRef<string | undefined>;
  /** Somebody chose the device; otherwise it is the first of the list. */
  byHand: Readonly<ShallowRef<boolean>>;
  chooseDevice(id: string): void;
  chooseMetric(name: string): void;
  release(): void;
}

/** What the chart speaks of: what somebody chose, else what is first in the list. */
export function useSelection(
  devices: () => Readonly<Record<string, DeviceView>>,
  ordered: () => readonly DeviceView[],
): Selection {
  const chosen = shallowRef<string>();
  const chosenMetric = shallowRef<string>();
  const device = computed(() => {
    const own = chosen.value === undefined ? undefined : devices()[chosen.value];
    return own ?? ordered()[0];
  });
  return {
    device,
    metric: computed(() => {
      const { value } = device;
      if (!value) return undefined;
      const wanted = chosenMetric.value;
      return wanted !== undefined && wanted in value.metrics ? wanted : defaultMetric(value);
    }),
    byHand: shallowReadonly(computed(() => chosen.value !== undefined && device.value?.id === chosen.value)),
    chooseDevice: (id) => {
      chosen.value = id;
    },
    chooseMetric: (name) => {
      chosenMetric.value = name;
    },
    release: () => {
      chosen.value = undefined;
    },
  };
}
