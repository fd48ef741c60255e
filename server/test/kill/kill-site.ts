import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceClassName } from '@fengsui/config/contract';

export const COUNTY = '441223';
const TOWNSHIP = '441223100';

export interface KillDevice {
  id: string;
  class: DeviceClassName;
  node: string;
  area: string;
  /** Seconds. */
  T: number;
}

export interface KillSite {
  devices: readonly KillDevice[];
  /** PONs whose failure is waited for until it is called, each of them once. */
  watched: readonly string[];
  /** PONs that fail at any time, also while something else is being killed. */
  rough: readonly string[];
  /** Loudspeakers that fail alone. */
  speakers: readonly string[];
}

export interface KillSiteSize {
  /** Each with three PONs under it, two to be watched and a rough one, and two loudspeakers of its own. */
  hubs: number;
  devicesPerPon: number;
}

export function killSite({ hubs, devicesPerPon }: KillSiteSize): KillSite {
  const names = Array.from({ length: hubs }, (_, i) => String(i + 1));
  const watched = names.flatMap((hub) => [`pon-${hub}-1`, `pon-${hub}-2`]);
  const rough = names.map((hub) => `pon-${hub}-3`);
  const terminals = [...watched, ...rough].flatMap((pon) => terminalsOf(pon, devicesPerPon));
  const alone = names.flatMap((hub) =>
    [1, 2].map((n) => deviceOf(`eb-${hub}-${n}`, 'eb_speaker', `hub-${hub}`, 2)),
  );
  return { devices: [...terminals, ...alone], watched, rough, speakers: alone.map(({ id }) => id) };
}

function terminalsOf(pon: string, count: number): KillDevice[] {
  return Array.from({ length: count }, (_, i) =>
    deviceOf(`${pon.replace('pon', 'onu')}-${i + 1}`, 'onu', pon, i % 2 === 0 ? 3 : 6),
  );
}

const deviceOf = (id: string, name: DeviceClassName, node: string, T: number): KillDevice => ({
  id,
  class: name,
  node,
  area: TOWNSHIP,
  T,
});

/** Writes the site as an operator would have it: a folder of tables. */
export function writeKillSite(folder: string, { devices }: KillSite): void {
  mkdirSync(folder, { recursive: true });
  const nodes = [...new Set(devices.map(({ node }) => node))];
  const hubs = [...new Set(nodes.map((node) => node.replace(/^pon-(\d+)-.*/, 'hub-$1')))];
  const pons = nodes.filter((node) => node.startsWith('pon-'));
  table(folder, 'divisions.csv', 'code,parent,level,name', [
    '441200,440000,city,肇庆市',
    `${COUNTY},441200,county,广宁县`,
    `${TOWNSHIP},${COUNTY},township,南街街道`,
  ]);
  table(folder, 'plant.csv', 'id,parent,kind,name,area,lon,lat', [
    'core,,headend,总前端,441200,,',
    ...hubs.map((hub) => `${hub},core,hub,${hub},${TOWNSHIP},,`),
    ...pons.map((pon) => `${pon},${pon.replace(/^pon-(\d+)-.*/, 'hub-$1')},pon,${pon},${TOWNSHIP},,`),
  ]);
  table(
    folder,
    'devices.csv',
    'id,class,node,area,name,lon,lat,T,homes,population',
    devices.map(({ id, class: name, node, area, T }) => `${id},${name},${node},${area},${id},,,${T},1,3`),
  );
}

function table(folder: string, file: string, header: string, rows: readonly string[]): void {
  writeFileSync(join(folder, file), `${[header, ...rows].join('\n')}\n`);
}
