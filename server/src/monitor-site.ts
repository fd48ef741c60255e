import type { MonitorSite } from './core/monitor-site.ts';
import { areaKey } from './core/weak-area/area-hour.ts';
import { createChain } from './regions/regions.ts';
import { siteDevices } from './site-devices.ts';
import type { Site } from './site/model.ts';
import { zoneOffset } from './zone-offset.ts';

const NOBODY = { homes: 0, population: 0 };

/** A site as the core sees it. */
export function monitorSite(site: Site, at: number): MonitorSite {
  return {
    top: site.top,
    devices: siteDevices(site),
    plant: site.plant.values(),
    people(id) {
      const device = site.devices.get(id);
      return device ? { homes: device.homes ?? 0, population: device.population ?? 0 } : NOBODY;
    },
    chain: createChain(site.divisions),
    windows: site.maintenance,
    utcOffsetMs: zoneOffset(site.info.timezone)(at),
    watched: [...site.weakAreas.values()].map(({ area }) => areaKey({ kind: 'area', id: area })),
    nameOf: (area) => site.divisions.get(area)?.name,
    calendar: site.info.calendar,
  };
}
