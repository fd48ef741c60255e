import type { Incident, IncidentPlace } from '@fengsui/config/contract';
import type { Site } from '../site/model.ts';

export type PlaceOf = (incident: Pick<Incident, 'scope' | 'area'>) => IncidentPlace;

interface Named {
  name: string;
  lon?: number | null | undefined;
  lat?: number | null | undefined;
}

export interface PlaceParts {
  site: Pick<Site, 'divisions' | 'plant' | 'weakAreas' | 'top'>;
  /** The division of an area and all above it, nearest first. */
  chain: (area: string) => readonly string[];
  /** Any device that is known: the fleet knows more of them than the site's files. */
  device: (id: string) => Named | undefined;
}

/** Names the places of incidents as the site's files name them. */
export function createPlaceOf({ site, chain, device }: PlaceParts): PlaceOf {
  const find: Readonly<Record<Incident['scope']['kind'], (id: string) => Named | undefined>> = {
    node: (id) => site.plant.get(id),
    segment: (id) => site.plant.get(id),
    device,
    area: (id) => site.divisions.get(id) ?? site.weakAreas.get(id),
    platform: () => undefined,
  };
  return ({ scope: { kind, id }, area }) => {
    const found = find[kind](id);
    return {
      // A name may be empty in the files: then the id is all there is to say.
      name: found?.name || (kind === 'platform' ? '' : id),
      areas: chain(area)
        .filter((code) => code !== site.top)
        .map((code) => ({ code, name: site.divisions.get(code)?.name ?? code })),
      lon: found?.lon ?? null,
      lat: found?.lat ?? null,
    };
  };
}

/** What has no place, as the platform's own trouble, concerns everybody. */
export function concerns(
  region: string,
  { scope, area }: Pick<Incident, 'scope' | 'area'>,
  contains: (region: string, area: string) => boolean,
): boolean {
  return scope.kind === 'platform' || contains(region, area);
}
