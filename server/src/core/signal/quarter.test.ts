import { describe, expect, it } from 'vitest';
import { simulateQuarter } from './simulated-quarter.ts';

describe('a simulated quarter of temperature, rain, festival and lost probes', () => {
  const { healthy, falselyCalled, drifting, foundInTime } = simulateQuarter({ seed: 7, amps: 12, boxes: 15 });

  it('has nine of ten drifts of 0.15 dB a day found before the device is weak', () => {
    expect(drifting).toBeGreaterThanOrEqual(25);
    expect(foundInTime / drifting).toBeGreaterThanOrEqual(0.9);
  });

  it('has at most one healthy device of a hundred called', () => {
    expect(healthy).toBeGreaterThanOrEqual(140);
    expect(falselyCalled / healthy).toBeLessThanOrEqual(0.01);
  });
});
