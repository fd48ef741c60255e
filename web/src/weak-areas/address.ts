/** The parts of the page, each with an address of its own. */
export const SECTIONS = ['areas', 'ranking', 'blind', 'works', 'tests'] as const;
export type Section = (typeof SECTIONS)[number];

/** What the page shows, as its address says it, so that it can be passed on. */
export interface Address {
  section: Section;
  /** The id of the chosen area; '' where none was chosen. */
  area: string;
  /** The code of a division; '' for all. Not `region` in the address: that is what is watched live. */
  region: string;
}

type Place = Pick<Location, 'search' | 'hash'>;
const MAX_ID = 128;

export function readAddress({ search, hash }: Place): Address {
  const query = new URLSearchParams(search);
  const region = query.get('in') ?? '';
  return {
    section: SECTIONS.find((one) => `#${one}` === hash) ?? 'areas',
    area: (query.get('area') ?? '').slice(0, MAX_ID),
    region: /^\d{6}(\d{3}){0,2}$/.test(region) ? region : '',
  };
}

/** What else the address says, such as the language, stays. */
export function writeAddress({ section, area, region }: Address, { search }: Pick<Place, 'search'>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of [
    ['area', area],
    ['in', region],
  ] as const) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return `${text && `?${text}`}${section === 'areas' ? '' : `#${section}`}`;
}
