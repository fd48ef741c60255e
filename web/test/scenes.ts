import type { DeviceView, LinkState } from '@fengsui/config/contract';
import { fleet, ownMachine, turned } from './devices.ts';
import { longNamed, outage, platform, recovered, storm } from './incidents.ts';
import type { World } from './world.ts';
import { COUNTIES, serverAt, worldAt } from './world.ts';

/** Every state that the wall is designed for, as the world in which it comes about. */
export const SCENES = {
  empty: (now) => worldAt(now),
  one: (now) => ({ ...worldAt(now), devices: [ownMachine(now)] }),
  few: (now) => ({ ...worldAt(now), devices: [ownMachine(now), ...fleet(2, now)] }),
  calm: (now) => ({ ...worldAt(now), devices: fleet(240, now) }),
  trouble: (now) => ({ ...worldAt(now), devices: troubledFleet(263, now) }),
  outage: (now) => ({ ...worldAt(now), devices: troubledFleet(263, now), incidents: [outage(now)] }),
  storm: (now) => ({ ...worldAt(now), devices: troubledFleet(263, now), incidents: storm(40, now) }),
  recovered: (now) => ({
    ...worldAt(now),
    devices: fleet(240, now),
    incidents: [outage(now, recovered(now))],
  }),
  long: (now) => ({
    ...worldAt(now),
    devices: troubledFleet(263, now),
    incidents: [longNamed(now), outage(now, { ...recovered(now), id: '20261122-003' }), planned(now)],
  }),
  many: (now) => ({
    ...worldAt(now, { devicesLeftOut: 27_200 }),
    leftOut: Object.fromEntries(COUNTIES.map(({ code }) => [code, 3_400])),
    devices: fleet(900, now).map((device, i) =>
      turned(device, i % 9 === 4 ? 'SUSPECT' : 'OFFLINE', now, 40_000 + i * 900),
    ),
  }),
  blind: (now) => ({
    ...worldAt(now, {
      status: 'degraded',
      checks: {
        ...serverAt(now).checks,
        broker: { ok: false, detail: 'connect ECONNREFUSED 10.20.0.5:1883', since: now - 95_000 },
        ingest_lag_ms: 42_000,
      },
    }),
    devices: fleet(120, now).map((device) => turned(device, 'BLIND', now, 90_000)),
    incidents: [outage(now), platform(now)],
  }),
  drill: (now) => ({
    ...worldAt(now, { drill: true }),
    devices: troubledFleet(263, now),
    incidents: storm(3, now),
  }),
} as const satisfies Record<string, (now: number) => World>;

export type SceneName = keyof typeof SCENES;

const planned = (now: number) =>
  outage(now, { id: '20261122-002', severity: 'info', cause: 'PLANNED', strength: null });

/** A county without power, some boxes off, the rest well. */
function troubledFleet(count: number, now: number): DeviceView[] {
  return fleet(count, now).map((device, i) => {
    const link = fate(device, i);
    return link === 'ONLINE' ? device : turned(device, link, now, 45_000 + i * 7_000);
  });
}

function fate(device: DeviceView, i: number): LinkState {
  if (device.county === '441223' && i % 3 === 0) return 'OFFLINE';
  if (device.county === '441225' && i % 16 === 5) return 'SUSPECT';
  return i % 40 === 7 ? 'STANDBY' : 'ONLINE';
}
