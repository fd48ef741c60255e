import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A county of loudspeakers: hubs of 500 devices, OLTs of 50. */

export const COUNTY = '441223';
const PER_HUB = 500;
const PER_OLT = 50;

const numbers = (count, per) => Array.from({ length: Math.ceil(count / per) }, (_, i) => i);

/** @param {number} count @returns {{ device: string, node: string }[]} */
export function devicesOf(count) {
  return Array.from({ length: count }, (_, i) => ({
    device: `eb-${i}`,
    node: `olt-${Math.floor(i / PER_OLT)}`,
  }));
}

/** @param {string} folder @param {number} count @param {number} T */
export function writeStormSite(folder, count, T) {
  mkdirSync(folder, { recursive: true });
  const table = (name, rows) => writeFileSync(join(folder, name), `${rows.join('\n')}\n`);
  table('divisions.csv', [
    'code,parent,level,name',
    '441200,440000,city,肇庆市',
    `${COUNTY},441200,county,广宁县`,
  ]);
  table('plant.csv', [
    'id,parent,kind,name,area,lon,lat',
    'core,,headend,总前端,441200,,',
    ...numbers(count, PER_HUB).map((i) => `hub-${i},core,hub,机房 ${i},${COUNTY},,`),
    ...numbers(count, PER_OLT).map(
      (i) => `olt-${i},hub-${Math.floor((i * PER_OLT) / PER_HUB)},olt,OLT ${i},${COUNTY},,`,
    ),
  ]);
  table('devices.csv', [
    'id,class,node,area,name,lon,lat,T,homes,population',
    ...devicesOf(count).map(
      ({ device, node }) => `${device},eb_speaker,${node},${COUNTY},${device},,,${T},0,300`,
    ),
  ]);
}
