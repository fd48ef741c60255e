import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleSite } from '../../packaged.ts';
import type { Site } from '../../site/model.ts';
import { readSite } from '../../site/site.ts';
import { scaleSite } from '../scale-site.ts';
import { stageScenario } from '../stage-scenario.ts';
import { SCENARIOS } from './index.ts';

const START = 1_763_596_800_000;
let site: Site;

beforeAll(async () => {
  const read = await readSite(sampleSite());
  if (!read.ok) throw new Error('the sample site cannot be read');
  site = read.site;
});

describe('the scenarios', () => {
  it('are the files of this folder, in order of their numbers, each with a name of its own', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^\d\d-.*\.ts$/.test(file));
    const names = SCENARIOS.map(({ number, name }) => `${String(number).padStart(2, '0')}-${name}.ts`);
    expect(names).toEqual(files.sort());
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });

  it.each(SCENARIOS)('$name does what it does within its time, and says it in both languages', (scenario) => {
    const { minutes, steps, expect: expected, title, about } = scenario;
    for (const { atMin } of steps) expect(atMin).toBeLessThan(minutes);
    for (const { afterMin, openWithinS } of expected) {
      expect(afterMin).toBeGreaterThan(0);
      expect(afterMin + openWithinS / 60).toBeLessThanOrEqual(minutes);
    }
    for (const { zh, en } of [title, about]) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it.each(SCENARIOS)('$name has its places on the sample site, at several seeds and sizes', (scenario) => {
    for (const seed of [1, 2, 3]) {
      for (const devices of new Set([scenario.devices, 5_000])) {
        const scaled = scaleSite(site, devices);
        const { simulation, wanted } = stageScenario({ site: scaled, scenario, seed, startsAt: START });
        for (const { where } of scenario.steps.filter((step) => 'where' in step)) {
          expect(simulation.places.get(where)?.devices.length, where).toBeGreaterThan(0);
        }
        for (const { ids } of wanted) expect(ids.length).toBeGreaterThan(0);
      }
    }
  });
});
