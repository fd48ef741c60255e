import type { DeviceIdentity } from '../../device/state.ts';
import type { MonitorSite, PlantNodeInfo } from '../../monitor-site.ts';
import type { AreaKey } from '../area-hour.ts';
import { draw } from '../chance-draw.ts';

// A county for simulated quarters: townships of villages, each village behind a PON with two amplifiers.

export interface TownDevice {
  id: string;
  /** Its number, its township's, its village's (over all townships), and which of the two amplifiers. */
  number: number;
  township: number;
  village: number;
  amplifier: 0 | 1;
}

export interface Town {
  devices: readonly TownDevice[];
  townships: number;
  villages: number;
  villageKey(village: number): AreaKey;
  townshipKey(township: number): AreaKey;
  amplifierKey(village: number, amplifier: 0 | 1): AreaKey;
  /** Villages, townships and nodes: whatever could be found. */
  areas: number;
  site: MonitorSite;
}

export interface TownSize {
  townships: number;
  villagesEach: number;
  seed: number;
}

const COUNTY = '441223';
const LEAST = 6;
const MOST = 16;
/** The first village of a township has enough boxes behind each of its amplifiers. */
const LARGE = 20;

export function createTown({ townships, villagesEach, seed }: TownSize): Town {
  const villages = townships * villagesEach;
  const townshipCode = (t: number): string => `${COUNTY}${100 + t}`;
  const villageCode = (v: number): string =>
    `${townshipCode(Math.floor(v / villagesEach))}${200 + (v % villagesEach)}`;
  const devices: TownDevice[] = [];
  const plant = [node('core', undefined, COUNTY)];
  for (let t = 0; t < townships; t++) plant.push(node(`hub-${t}`, 'core', townshipCode(t)));
  for (let v = 0; v < villages; v++) {
    const township = Math.floor(v / villagesEach);
    plant.push(node(`pon-${v}`, `hub-${township}`, villageCode(v)));
    for (const a of [0, 1]) plant.push(node(`amp-${v}-${a}`, `pon-${v}`, villageCode(v)));
    const size = v % villagesEach === 0 ? LARGE : LEAST + Math.floor(draw(seed, 1, v) * (MOST - LEAST + 1));
    for (let i = 0; i < size; i++) {
      const amplifier = (i % 2) as 0 | 1;
      devices.push({ id: `box-${v}-${i}`, number: devices.length, township, village: v, amplifier });
    }
  }
  return {
    devices,
    townships,
    villages,
    villageKey: (v) => `area:${villageCode(v)}`,
    townshipKey: (t) => `area:${townshipCode(t)}`,
    amplifierKey: (v, a) => `node:amp-${v}-${a}`,
    areas: villages + townships + plant.length,
    site: siteFrom(devices, plant, villageCode),
  };
}

function siteFrom(
  devices: readonly TownDevice[],
  plant: readonly PlantNodeInfo[],
  villageCode: (village: number) => string,
): MonitorSite {
  return {
    top: '441200',
    devices: devices.map((device) => identityOf(device, villageCode(device.village))),
    plant,
    people: () => ({ homes: 1, population: 3 }),
    chain: (area) =>
      [12, 9, 6]
        .filter((n) => area.length >= n)
        .map((n) => area.slice(0, n))
        .concat('441200'),
    windows: [],
    utcOffsetMs: 8 * 3_600_000,
  };
}

const node = (id: string, parent: string | undefined, area: string): PlantNodeInfo => ({
  id,
  parent,
  kind: parent === undefined ? 'headend' : 'amplifier',
  name: id,
  area,
});

const identityOf = ({ id, village, amplifier }: TownDevice, area: string): DeviceIdentity => ({
  id,
  county: COUNTY,
  class: 'stb',
  area,
  node: `amp-${village}-${amplifier}`,
  name: id,
  T: 3_600,
  lon: null,
  lat: null,
  flags: [],
});
