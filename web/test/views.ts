import type { DeviceView, LinkCounts, RegionView } from '@fengsui/config/contract';

const NO_DEVICES: LinkCounts = { UNKNOWN: 0, ONLINE: 0, SUSPECT: 0, OFFLINE: 0, STANDBY: 0, BLIND: 0 };

/** A region of which all that is counted was heard, but for the never heard ones. */
export function regionOf(
  counts: Partial<LinkCounts>,
  over: Partial<RegionView> = {},
  neverHeard = 0,
): RegionView {
  const devices = { ...NO_DEVICES, ...counts };
  const heard = Object.values(devices).reduce((sum, n) => sum + n, 0);
  return {
    code: '441202',
    parent: '441200',
    level: 'county',
    name: '端州区',
    population: null,
    devices: { ...devices, UNKNOWN: devices.UNKNOWN + neverHeard },
    heard,
    ...over,
  };
}

export function deviceOf(over: Partial<DeviceView> = {}): DeviceView {
  return {
    id: 'd1',
    class: 'stb',
    county: '441202',
    area: '441202001',
    node: 'n1',
    name: 'box',
    T: 300,
    lon: null,
    lat: null,
    link: 'ONLINE',
    linkSince: 1_000,
    linkBecause: 'data',
    signal: 'OK',
    signalSince: 1_000,
    power: 'NA',
    service: 'NA',
    flags: [],
    lastSeenAt: 2_000,
    boot: 'b',
    metrics: {},
    ...over,
  };
}

export const byId = (...devices: DeviceView[]): Record<string, DeviceView> =>
  Object.fromEntries(devices.map((device) => [device.id, device]));
