import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantOf } from '../fleet.js';
import { COUNTY, WATCHED, intervalOf, kindsOf, nameOf } from './devices.js';

/** The site folder of a fleet, as an operator would have it; the plant is the one of the other benches. */

const SPLITTER = 16;
const HUB_WATCHED = 'hub-watched';
/** Devices of the county that is watched. */
export const WATCHED_DEVICES = 20;

/** As the plant of the other benches: the first half of the devices below the first half of the nodes. */
export function createSiteNames(count) {
  const half = Math.ceil(count / 2);
  return {
    nodeOf(index) {
      const side = index < half ? 0 : 1;
      return `splitter-${side}-${Math.floor((index - side * half) / SPLITTER)}`;
    },
  };
}

export const watchedName = (index) => nameOf('stb', 900_000 + index);

export function writeSite({ folder, fleet }) {
  mkdirSync(folder, { recursive: true });
  const table = (name, head, rows) => writeFileSync(join(folder, name), `${[head, ...rows].join('\n')}\n`);
  const kinds = kindsOf(fleet);
  const { nodeOf } = createSiteNames(kinds.length);
  table('divisions.csv', 'code,parent,level,name', [
    '441200,440000,city,肇庆市',
    `${COUNTY},441200,county,四会市`,
    `${WATCHED},441200,county,端州区`,
  ]);
  table('plant.csv', 'id,parent,kind,name,area,lon,lat', [
    ...[...plantOf(kinds.length)].map(plantRow),
    plantRow({ id: HUB_WATCHED, parent: 'core', kind: 'hub', name: HUB_WATCHED, area: WATCHED }),
  ]);
  table('devices.csv', 'id,class,node,area,name,lon,lat,T,homes,population', [
    ...kinds.map((kind, index) => deviceRow(nameOf(kind, index), kind, nodeOf(index), COUNTY)),
    ...Array.from({ length: WATCHED_DEVICES }, (_, i) =>
      deviceRow(watchedName(i), 'stb', HUB_WATCHED, WATCHED),
    ),
  ]);
}

const plantRow = ({ id, parent = '', kind, name, area }) => `${id},${parent},${kind},${name},${area},,`;
const deviceRow = (id, kind, node, area) =>
  `${id},${kind},${node},${area},设备 ${id},,,${intervalOf(kind)},1,3`;
