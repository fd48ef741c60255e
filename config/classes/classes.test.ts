import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeviceClass, metricInfo } from '../src/contract/index.ts';
import { DEVICE_CLASSES } from './index.ts';

const classes = Object.entries(DEVICE_CLASSES);

describe.each(classes)('the class %s', (name, profile: DeviceClass) => {
  it('is data of the contract, under its own name', () => {
    expect(DeviceClass.parse(profile)).toEqual(profile);
    expect(profile.class).toBe(name);
  });

  it('shows metrics that have a name and a unit', () => {
    for (const metric of profile.metrics) expect(metricInfo(metric), metric).toBeDefined();
  });

  it('leaves a threshold on the better side of where it enters it, and is bad beyond weak', () => {
    for (const { side, weak, bad } of profile.thresholds) {
      const better = side === 'low' ? 1 : -1;
      for (const pair of [weak, bad]) if (pair) expect(Math.sign(pair.exit - pair.enter)).toBe(better);
      if (weak && bad) expect(Math.sign(weak.enter - bad.enter)).toBe(better);
    }
  });

  it('is suspected before it is offline', () => {
    const { suspectFactor, suspectSlackS, offlineFactor } = profile.timers;
    expect(suspectFactor * profile.T + suspectSlackS).toBeLessThan(offlineFactor * profile.T);
  });
});

describe('the registry of classes', () => {
  it('has a file for each class', () => {
    const files = readdirSync(import.meta.dirname);
    for (const [name] of classes) expect(files).toContain(`${name.replace('_', '-')}.ts`);
  });
});
