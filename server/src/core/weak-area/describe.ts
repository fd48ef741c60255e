import type { Fleet } from '../fleet/fleet.ts';
import type { Finding } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';
import { areaFinding } from './area-finding.ts';
import type { AreaKey } from './area-hour.ts';
import { scopeOf } from './area-hour.ts';
import type { FoundArea } from './found-area.ts';
import type { Hour } from './hour.ts';
import type { Places } from './places.ts';
import { chanceIn, shareOf } from './rule.ts';
import { gainOf, shareAround } from './scan.ts';
import type { WeakHours } from './weak-hours.ts';
import { hoursOfDay, worstOf } from './weak-hours.ts';

interface DescriberParts {
  site: Pick<MonitorSite, 'people' | 'utcOffsetMs' | 'nameOf'>;
  fleet: Pick<Fleet, 'at'>;
  plant: Plant;
  places: Places;
  weakHours: WeakHours;
  isInRain(device: number): boolean;
}

const LISTED = 20;

/** Says of a weak area what a person must know of it. */
export function createDescriber(parts: DescriberParts) {
  const { site, fleet, plant, places, weakHours, isInRain } = parts;

  function nodeOf(key: AreaKey) {
    const { kind, id } = scopeOf(key);
    const node = kind === 'node' ? plant.find(id) : -1;
    return node < 0 ? undefined : plant.info(node);
  }

  function nameOf(key: AreaKey): string {
    const { id } = scopeOf(key);
    return nodeOf(key)?.name ?? site.nameOf?.(id) ?? id;
  }

  /** In the order of their names: the order of the fleet differs from one run to the next. */
  function weakIds(place: number, { counts }: Hour): string[] {
    return [...counts.weakIn(place)].map((device) => fleet.at(device)?.id ?? '').sort();
  }

  function leftOut(place: number): number {
    let sum = 0;
    for (const device of places.devicesIn(place)) if (isInRain(device)) sum++;
    return sum;
  }

  return {
    nameOf,
    describe(area: FoundArea, hour: Hour): Finding {
      const place = places.find(area.key);
      const [count, all] = [hour.counts.of(place), hour.counts.all()];
      const ids = weakIds(place, hour);
      const people = ids.map(site.people);
      const hours = weakHours.of(area.key);
      area.devices = ids.slice(0, LISTED);
      area.worst = worstOf(hours) ?? area.worst;
      area.told = { share: shareOf(count), hours: hoursOfDay(hours).size };
      return areaFinding({
        key: area.key,
        name: nameOf(area.key),
        area: nodeOf(area.key)?.area ?? scopeOf(area.key).id,
        reason: area.reason,
        since: area.since,
        hours,
        worst: area.worst,
        count,
        around: shareAround(count, all),
        chance: chanceIn(count, all),
        gain: gainOf(count, all),
        inRain: leftOut(place),
        homes: people.reduce((sum, { homes }) => sum + homes, 0),
        population: people.reduce((sum, { population }) => sum + population, 0),
        devices: area.devices,
        utcOffsetMs: site.utcOffsetMs,
      });
    },
  };
}
