import { describe, expect, it } from 'vitest';
import { simulateQuarter } from './simulated-quarter.ts';

describe('simulated quarters of a thousand devices', () => {
  it.each([2])(
    'have drifts found before they are weak, and hardly anything called falsely (seed %i)',
    (seed) => {
      const { healthy, falselyCalled, drifting, foundInTime } = simulateQuarter({
        seed,
        amps: 48,
        boxes: 20,
      });
      expect(drifting).toBeGreaterThanOrEqual(120);
      expect(foundInTime / drifting).toBeGreaterThanOrEqual(0.9);
      expect(healthy).toBeGreaterThanOrEqual(750);
      expect(falselyCalled / healthy).toBeLessThanOrEqual(0.01);
    },
  );
});
