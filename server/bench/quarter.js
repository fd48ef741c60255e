import { bundleParts, loadPart } from './bundle-parts.js';

/** What drift detection finds in simulated quarters, and what it calls falsely: `node server/bench/quarter.js`. */

const SEEDS = [1, 2, 3, 4, 5, 6];
const FLEET = { amps: 48, boxes: 20 };

await bundleParts();
const { simulateQuarter } = await loadPart('quarter');
for (const seed of SEEDS) {
  const { healthy, falselyCalled, drifting, foundInTime } = simulateQuarter({ seed, ...FLEET });
  process.stdout.write(
    `seed ${seed}: ${foundInTime} of ${drifting} drifts found before they were weak, ${falselyCalled} of ${healthy} healthy devices called\n`,
  );
}
