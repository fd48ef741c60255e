import type { DeviceView, LinkState } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';

/** What needs somebody comes first. */
const RANK: Record<LinkState, number> = {
  OFFLINE: 0,
  SUSPECT: 1,
  BLIND: 2,
  ONLINE: 3,
  STANDBY: 4,
  UNKNOWN: 5,
};

/**
 * The devices that were ever heard, troubled ones first, and among those the classes whose silence
 * matters alone; then whatever changed last. Not by last message: the list would never hold still.
 */
export function orderDevices(devices: Readonly<Record<string, DeviceView>>): DeviceView[] {
  return Object.values(devices)
    .filter((device) => device.lastSeenAt !== null)
    .sort(
      (a, b) =>
        RANK[a.link] - RANK[b.link] ||
        Number(matters(b)) - Number(matters(a)) ||
        b.linkSince - a.linkSince ||
        (a.id < b.id ? -1 : 1),
    );
}

const matters = (device: DeviceView): boolean => DEVICE_CLASSES[device.class]?.aloneMatters ?? false;
