import type { MonitorSite } from './core/monitor-site.ts';
import { createChain } from './regions/regions.ts';
import { siteDevices } from './site-devices.ts';
import type { Site } from './site/model.ts';

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
    utcOffsetMs: utcOffsetMs(site.info.timezone, at),
  };
}

/** How far the zone is from UTC at a time, ms; hours of the week are counted by it. */
function utcOffsetMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((other) => other.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}
