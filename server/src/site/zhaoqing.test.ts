import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BoundaryFeature } from '@fengsui/config/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { ancestorsOf, childrenOf, formatSiteFaults, readSite } from './site.ts';
import type { Site, SiteFault } from './site.ts';

const COUNTIES = ['441202', '441203', '441204', '441223', '441224', '441225', '441226', '441284'];
const folder = fileURLToPath(new URL('../../../config/sites/zhaoqing', import.meta.url));

let site: Site;
let warnings: SiteFault[];
beforeAll(async () => {
  const result = await readSite(folder);
  if (!result.ok) throw new Error(formatSiteFaults(result.faults, result.more));
  ({ site, warnings } = result);
}, 60_000);

function tally<T>(items: Iterable<T>, keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

/** By the even-odd rule, over all parts and holes. */
function isInside({ geometry }: BoundaryFeature, [lon, lat]: readonly [number, number]): boolean {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

describe('the sample site of Zhaoqing', () => {
  it('is read without a warning and says that it is invented', () => {
    expect(warnings).toEqual([]);
    expect(site.info).toMatchObject({ invented: true, timezone: 'Asia/Shanghai' });
  });

  it('has every division of the city', () => {
    expect(site.top).toBe('441200');
    expect(childrenOf(site, '441200')).toEqual(COUNTIES);
    expect(tally(site.divisions.values(), (division) => division.level)).toEqual({
      city: 1,
      county: 8,
      township: 106,
      village: 1558,
    });
    expect(site.boundaries?.features.map((feature) => feature.properties.code)).toEqual(COUNTIES);
  });

  it('has a hub a township and a PON port a village', () => {
    expect(tally(site.plant.values(), (node) => node.kind)).toEqual({
      headend: 9,
      hub: 106,
      pon: 1558,
      splitter: 3116,
    });
  });

  it('has about ten thousand loudspeakers, 3 to 12 a village, and a sample of what stands in homes', () => {
    const devices = [...site.devices.values()];
    expect(tally(devices, (device) => device.class)).toEqual({
      eb_speaker: 10_256,
      onu: 1598,
      site: 114,
      stb: 1598,
    });
    const perVillage = tally(
      devices.filter((device) => device.id.startsWith('eb-')),
      (device) => device.area,
    );
    expect(Object.keys(perVillage)).toHaveLength(1558);
    expect(Math.min(...Object.values(perVillage))).toBeGreaterThanOrEqual(3);
    expect(Math.max(...Object.values(perVillage))).toBeLessThanOrEqual(12);
  });

  it('counts every person of the census once, with the loudspeakers', () => {
    for (const county of COUNTIES) {
      const devices = [...site.devices.values()].filter((device) => device.area.startsWith(county));
      const people = devices.reduce((sum, device) => sum + (device.population ?? 0), 0);
      expect(people).toBe(site.divisions.get(county)?.population);
    }
  });

  it('places everything inside of its county, and no home on the map', () => {
    const features = new Map(site.boundaries?.features.map((feature) => [feature.properties.code, feature]));
    const placed = [...site.plant.values(), ...site.devices.values()].filter((one) => one.area !== '441200');
    const outside = placed.filter(({ area, lon, lat }) => {
      const county = features.get(ancestorsOf(site, area).at(-2) ?? '');
      return lon !== undefined && lat !== undefined && !(county && isInside(county, [lon, lat]));
    });
    expect(outside).toEqual([]);
    const unplaced = placed.filter(({ lon }) => lon === undefined).map(({ id }) => id.split('-')[0] ?? '');
    expect(tally(unplaced, (prefix) => prefix)).toEqual({ onu: 1598, stb: 1598 });
  });

  it('watches eight weak areas, each with devices enough to say something of it', () => {
    const areas = [...site.weakAreas.values()].map((weak) => weak.area);
    expect(tally(areas, (area) => area.slice(0, 6))).toEqual({ '441223': 4, '441224': 4 });
    const sampled = [...site.devices.values()].filter((device) => /^(stb|onu)-/.test(device.id));
    for (const area of areas) expect(sampled.filter((device) => device.area === area)).toHaveLength(12);
  });

  it('is small enough to be shipped', () => {
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(2_500_000);
  });
});
