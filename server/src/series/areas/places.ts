import type { AreaKey } from '../../core/weak-area/area-hour.ts';
import type { DevicePlace } from '../port.ts';

/** Where each device counts, as the store was told. */
export interface Places {
  tell(places: readonly DevicePlace[], more: boolean): void;
  /** All were told: hours can be added up. */
  isWhole(): boolean;
  /** In order. */
  counties(): string[];
  all(): Iterable<DevicePlace>;
  /** Those of the areas in which devices are, maybe only those of a county. */
  holding(areas: readonly AreaKey[], county?: string): Set<AreaKey>;
}

export function createPlaces(): Places {
  const known = new Map<string, DevicePlace>();
  let isWhole = false;
  return {
    tell(places, more) {
      for (const place of places) known.set(place.device, place);
      isWhole = !more;
    },
    isWhole: () => isWhole,
    counties: () => [...new Set([...known.values()].map(({ county }) => county))].sort(),
    all: () => known.values(),
    holding(areas, county) {
      const wanted = new Set(areas);
      const found = new Set<AreaKey>();
      for (const place of known.values()) {
        if (county !== undefined && place.county !== county) continue;
        for (const area of place.areas) if (wanted.has(area)) found.add(area);
      }
      return found;
    },
  };
}

/** The same places with only some areas, without the devices that are in none of them. */
export function* placesIn(
  places: Iterable<DevicePlace>,
  only: ReadonlySet<AreaKey> | undefined,
): Generator<DevicePlace> {
  for (const place of places) {
    const areas = only ? place.areas.filter((area) => only.has(area)) : place.areas;
    if (areas.length > 0) yield only ? { ...place, areas } : place;
  }
}
