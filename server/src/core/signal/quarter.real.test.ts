import { expect, it } from 'vitest';
import { simulateQuarter } from './simulated-quarter.ts';

it('a simulated quarter of six hundred devices has drifts found in time, and hardly anything called falsely', () => {
  const quarter = simulateQuarter({ seed: 2, amps: 30, boxes: 20 });
  const { healthy, falselyCalled, drifting, foundInTime } = quarter;
  expect(drifting).toBeGreaterThanOrEqual(80);
  expect(foundInTime / drifting).toBeGreaterThanOrEqual(0.9);
  expect(healthy).toBeGreaterThanOrEqual(450);
  expect(falselyCalled / healthy).toBeLessThanOrEqual(0.01);
});
