// Makes up the plant and the devices of the sample site from its real divisions and boundaries, and writes
// them beside this file, or into the folder given. The same input gives the same files, byte for byte.
//
//     node generate.js [FOLDER]

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { readCsv, writeCsv } from './generator/csv.js';
import { devicesOf } from './generator/fleet.js';
import { plantOf } from './generator/network.js';
import { placeDivisions } from './generator/places.js';
import { maintenanceOf, weakAreasOf } from './generator/watch.js';

const COLUMNS = {
  'plant.csv': ['id', 'parent', 'kind', 'name', 'area', 'lon', 'lat'],
  'devices.csv': ['id', 'class', 'node', 'area', 'name', 'lon', 'lat', 'T', 'homes', 'population'],
  'weak-areas.csv': ['id', 'name', 'area', 'since', 'target'],
  'maintenance.csv': ['id', 'scope', 'from', 'to', 'reason'],
};

const here = dirname(fileURLToPath(import.meta.url));
const folder = argv[2] ?? here;
const divisions = readCsv(readFileSync(join(here, 'divisions.csv'), 'utf8'));
const map = placeDivisions(divisions, JSON.parse(readFileSync(join(here, 'boundaries.geojson'), 'utf8')));
const weakAreas = weakAreasOf(divisions, map);
const watched = new Set(weakAreas.map(({ area }) => area));
const rows = {
  'plant.csv': plantOf(divisions, map),
  'devices.csv': devicesOf(divisions, map, watched),
  'weak-areas.csv': weakAreas,
  'maintenance.csv': maintenanceOf(divisions),
};
for (const [file, columns] of Object.entries(COLUMNS)) {
  writeFileSync(join(folder, file), writeCsv(columns, rows[file]));
}
