import { describe, expect, it } from 'vitest';
import { runQuarter } from './quarter-run.ts';

describe('a simulated quarter of a small county', () => {
  it(
    'has every weak area found where it is, left when it was re-tilted, and no other told',
    { timeout: 180_000 },
    () => {
      const { truths, right, left, falseAreas, areas, faults } = runQuarter({
        townships: 8,
        villagesEach: 2,
        seed: 1,
      });
      expect(truths).toBeGreaterThanOrEqual(3);
      expect({ right, left, falseAreas, faults }).toEqual({
        right: truths,
        left: truths,
        falseAreas: 0,
        faults: [],
      });
      expect(areas).toBeGreaterThan(40);
    },
  );
});
