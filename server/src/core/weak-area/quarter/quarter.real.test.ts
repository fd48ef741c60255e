import { expect, it } from 'vitest';
import { runQuarter } from './quarter-run.ts';

/** Each takes half a minute; the figures of the page are of four: `QUARTERS=4`. */
const SEEDS = Array.from({ length: Number(process.env['QUARTERS'] ?? 2) }, (_, i) => i + 1);

it('finds the right areas in simulated quarters, and hardly a false one', { timeout: 300_000 }, () => {
  const scores = SEEDS.map((seed) => runQuarter({ townships: 16, villagesEach: 2, seed }));
  const sum = (of: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((all, one) => all + of(one), 0);
  const [truths, right, left] = [sum((one) => one.truths), sum((one) => one.right), sum((one) => one.left)];
  const [areas, wrong] = [sum((one) => one.areas), sum((one) => one.falseAreas)];
  console.info(
    `right ${right} of ${truths}, left ${left} of ${right}, false ${wrong} of ${areas} area-quarters`,
  );
  for (const { faults } of scores) for (const fault of faults) console.info(fault);
  expect(right / truths).toBeGreaterThanOrEqual(0.95);
  expect(left / right).toBeGreaterThanOrEqual(0.9);
  expect(wrong / areas).toBeLessThanOrEqual(0.01);
});
