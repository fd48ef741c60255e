import { buildSite } from './build-site.ts';
import type { SiteFiles } from './build-site.ts';
import { formatSiteFaults } from './faults.ts';
import type { Site } from './model.ts';

// A site of four divisions, three nodes and two devices, to be broken by tests.

export type Texts = Partial<Record<Exclude<keyof SiteFiles, 'info' | 'onCall'>, string>>;

export const DIVISIONS = [
  'code,parent,level,name',
  '441200,440000,city,肇庆市',
  '441223,441200,county,广宁县',
  '441223100,441223,township,南街街道',
  '441223100200,441223100,village,林洞村委会',
];
export const PLANT = [
  'id,parent,kind,name,area,lon,lat',
  'core,,headend,总前端,441200,,',
  'hub-1,core,hub,机房,441223100,112.44,23.63',
  'pon-1,hub-1,pon,PON口,441223100200,,',
];
export const DEVICES = [
  'id,class,node,area,name,lon,lat,T,homes,population',
  'eb-1,eb_speaker,pon-1,441223100200,大喇叭1,112.441,23.631,60,,300',
  'stb-1,stb,pon-1,441223100200,机顶盒1,,,,1,3',
];
export const WEAK_AREAS = ['id,name,area,since', 'wa-1,林洞,441223100200,2026-01-01'];
export const MAINTENANCE = [
  'id,scope,from,to,reason',
  'mw-1,node:hub-1,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,换电池',
];
export const RING = [
  [112, 23],
  [113, 23],
  [113, 24],
  [112, 23],
];
export const feature = (code: string, coordinates: unknown = [RING]) => ({
  type: 'Feature',
  properties: { code, name: '广宁县', center: [112.44, 23.63] },
  geometry: { type: 'Polygon', coordinates },
});
export const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

export const text = (lines: string[]) => `${lines.join('\n')}\n`;
export const SMALL: Texts = {
  divisions: text(DIVISIONS),
  plant: text(PLANT),
  devices: text(DEVICES),
  weakAreas: text(WEAK_AREAS),
  maintenance: text(MAINTENANCE),
  boundaries: collection(feature('441223')),
};

export function read(change: Texts = {}) {
  const texts = Object.entries({ ...SMALL, ...change });
  return buildSite(Object.fromEntries(texts.map(([name, content]) => [name, Buffer.from(content)])));
}

export function siteOf(change: Texts = {}): Site {
  const result = read(change);
  if (!result.ok) throw new Error(formatSiteFaults(result.faults));
  return result.site;
}

/** The faults as an operator reads them. */
export function faultsOf(change: Texts): string[] {
  const result = read(change);
  return result.ok ? [] : formatSiteFaults(result.faults, result.more).split('\n');
}

export const withRow = (lines: string[], ...rows: string[]) => text([...lines, ...rows]);
