import { beforeAll, describe, expect, it } from 'vitest';
import { sampleSite } from '../packaged.ts';
import type { Site } from '../site/model.ts';
import { readSite } from '../site/site.ts';
import { scaleSite } from './scale-site.ts';

let site: Site;

beforeAll(async () => {
  const read = await readSite(sampleSite());
  if (!read.ok) throw new Error('the sample site cannot be read');
  site = read.site;
});

describe('a site made larger or smaller', () => {
  it.each([100, 200, 2_000, 13_566, 50_000, 100_000])(
    'has exactly %i devices, each at a node of it',
    (count) => {
      const { devices, plant, divisions } = scaleSite(site, count);
      expect(devices.size).toBe(count);
      const rows = [...devices.values()];
      expect(rows.filter(({ id }) => !/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id))).toEqual([]);
      expect(rows.filter(({ node, area }) => !plant.has(node) || !divisions.has(area))).toEqual([]);
    },
  );

  it('is always the same for the same number', () => {
    expect([...scaleSite(site, 3_000).devices.values()]).toEqual([
      ...scaleSite(site, 3_000).devices.values(),
    ]);
  });

  it('keeps townships together, so that a hub has neighbours and villages under it', () => {
    const townships = new Map<string, Set<string>>();
    for (const { area } of scaleSite(site, 2_000).devices.values()) {
      const villages = townships.get(area.slice(0, 9)) ?? new Set();
      if (area.length === 12) townships.set(area.slice(0, 9), villages.add(area));
    }
    expect(townships.size).toBeGreaterThan(10);
    expect(Math.min(...[...townships.values()].map(({ size }) => size))).toBeGreaterThanOrEqual(2);
  });

  it('does not multiply homes with the devices', () => {
    const homes = (some: Site): number =>
      [...some.devices.values()].reduce((sum, device) => sum + (device.homes ?? 0), 0);
    expect(homes(scaleSite(site, 100_000))).toBe(homes(site));
    expect(homes(scaleSite(site, 2_000))).toBeLessThan(homes(site) / 5);
  });
});
