import type { AreaScope } from '@fengsui/config/contract';
import { AreaScope as Scope } from '@fengsui/config/contract';

/** A place as the fields of a form have it; '' where nothing is said. */
export interface PlaceValues {
  kind: 'listed' | 'area' | 'node';
  /** What an area of the list covers, as a key. */
  listed: string;
  county: string;
  town: string;
  village: string;
  node: string;
}

export const noPlace = (kind: PlaceValues['kind'] = 'area'): PlaceValues => ({
  ...{ kind, listed: '', county: '', town: '', village: '', node: '' },
});

/** The narrowest that was picked; undefined while nothing is, or what is written is no id. */
export function scopeOf(
  { kind, listed, county, town, village, node }: PlaceValues,
  known: ReadonlyMap<string, AreaScope>,
): AreaScope | undefined {
  if (kind === 'listed') return known.get(listed);
  const id = kind === 'node' ? node.trim() : village || town || county;
  return Scope.safeParse({ kind, id }).data;
}
