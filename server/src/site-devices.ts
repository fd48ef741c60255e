import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { DeviceIdentity } from './core/device/state.ts';
import type { Site } from './site/model.ts';

/** The site's devices as the core knows them. */
export function* siteDevices({ devices }: Site): Generator<DeviceIdentity> {
  for (const { id, class: deviceClass, area, node, name, T, lon, lat } of devices.values()) {
    yield {
      id,
      county: area.slice(0, 6),
      class: deviceClass,
      area,
      node,
      name,
      T: T ?? DEVICE_CLASSES[deviceClass].T,
      lon: lon ?? null,
      lat: lat ?? null,
      flags: [],
    };
  }
}
