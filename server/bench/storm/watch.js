import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;
const SAY_EVERY_MS = 5_000;
const GIVE_UP_MS = 600_000;

/** How long it took, ms; says how it goes meanwhile. */
export async function watchUntil(isDone, progress, say) {
  const from = performance.now();
  let saidAt = from;
  while (!(await isDone())) {
    const now = performance.now();
    if (now - from > GIVE_UP_MS) throw new Error(`gave up: ${await progress()}`);
    if (now - saidAt > SAY_EVERY_MS) {
      saidAt = now;
      say(`  ${((now - from) / 1_000).toFixed(0)} s: ${await progress()}`);
    }
    await wait(LOOK_EVERY_MS);
  }
  return performance.now() - from;
}
