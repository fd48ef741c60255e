import type { Site } from '../site/model.ts';
import type { CapArea } from './cap-message.ts';
import type { CountiesOf } from './counties.ts';
import { createCounties } from './counties.ts';

/** What an area is to this site. */
export interface Place {
  /** Division codes of the site. */
  regions: string[];
  /** What of it is none, in the warning's words. */
  unknown: string[];
}

export type PlaceOfArea = (area: CapArea) => Place;

/** Codes of other countries' systems, which may look like ours. */
const FOREIGN = /^(SAME|FIPS|UGC|EMMA|NUTS|WARNCELL|CLC|WMO)/i;
/** GB/T 2260, with townships and villages behind it (统计用区划代码); a warner may fill up with zeros. */
const CODE = /^[1-9]\d{5}(\d{3}){0,2}$/;
const COUNTRY: ReadonlySet<string> = new Set(['100000']);

/**
 * Finds the divisions that a CAP area means: by its codes; else by its shapes, county by county; else by its
 * name, where exactly one division has that. Wider than the site means the whole site.
 */
export function createPlaces(site: Pick<Site, 'divisions' | 'boundaries' | 'top'>): PlaceOfArea {
  const counties = createCounties(site);
  const names = namesOf(site);
  return (area) => byCodes(area, site) ?? byShapes(area, counties) ?? byName(area, names);
}

function byCodes(
  { description, geocodes }: CapArea,
  site: Pick<Site, 'divisions' | 'top'>,
): Place | undefined {
  const codes = geocodes.filter(({ name, value }) => !FOREIGN.test(name) && CODE.test(value));
  if (codes.length === 0) return undefined;
  const found = codes.map(({ value }) => ({ value, region: regionOf(value, site) }));
  return {
    regions: [...new Set(found.flatMap(({ region }) => region ?? []))],
    unknown: found.filter(({ region }) => !region).map(({ value }) => `${description} (${value})`),
  };
}

function regionOf(code: string, { divisions, top }: Pick<Site, 'divisions' | 'top'>): string | undefined {
  const bare = bareOf(code);
  if (divisions.has(bare)) return bare;
  const isProvince = bare.endsWith('0000') && top.startsWith(bare.slice(0, 2));
  const isCity = bare.endsWith('00') && top.startsWith(bare.slice(0, 4));
  return isProvince || isCity || COUNTRY.has(bare) ? top : undefined;
}

/** Without the zeros that fill a code up to 9 or 12 digits. */
function bareOf(code: string): string {
  const village = code.length === 12 && code.endsWith('000') ? code.slice(0, 9) : code;
  return village.length === 9 && village.endsWith('000') ? village.slice(0, 6) : village;
}

function byShapes(area: CapArea, countiesOf: CountiesOf): Place | undefined {
  if (area.polygons.length + area.circles.length === 0) return undefined;
  const regions = countiesOf(area);
  return regions && { regions, unknown: regions.length === 0 ? [area.description] : [] };
}

function byName({ description }: CapArea, names: ReadonlyMap<string, string | null>): Place {
  const parts = description.split(/[\s,，、;；]+/).filter(Boolean);
  const found = parts.map((part) => ({ part, region: names.get(part.replace(PROVINCE, '')) ?? undefined }));
  return {
    regions: [...new Set(found.flatMap(({ region }) => region ?? []))],
    unknown: found.filter(({ region }) => !region).map(({ part }) => part),
  };
}

const PROVINCE = /^.{2,8}?(省|自治区)/;

/** Names as they are and with those above them (肇庆市广宁县); null where several divisions have the same. */
function namesOf({ divisions }: Pick<Site, 'divisions'>): Map<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { code } of divisions.values()) {
    let whole = '';
    for (let at = divisions.get(code); at && whole.length < MAX_NAME; at = divisions.get(at.parent)) {
      whole = at.name + whole;
      const known = names.get(whole);
      names.set(whole, known === undefined || known === code ? code : null);
    }
  }
  return names;
}

const MAX_NAME = 64;
