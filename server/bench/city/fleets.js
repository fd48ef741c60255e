import { isKept } from './drive.js';
import { naturalRate } from './devices.js';
import { measure } from './end-to-end.js';
import { memoryOf } from './processes.js';
import { startStack } from './stack.js';

/** Fleets that report at their own intervals, for minutes. */

const LOOK_EVERY_MS = 5_000;
/** Faster than a real fleet comes back, and slow enough for the server to take them all the while. */
const BIRTHS_A_SECOND = 5_000;
const SETTLE_S = 5;

/** @param {{ fleet: 'T3' | 'T3f', kind: 'embedded' | 'outside', minutes: number }} options */
export async function holdFleet({ fleet, kind, minutes, say, ...given }) {
  const stack = await startStack({ kind, fleet, birthRate: BIRTHS_A_SECOND, isLive: true, say, ...given });
  const rate = naturalRate(fleet);
  const memory = [];
  const held = await measure(stack, async ({ watch }) => {
    await watch(SETTLE_S);
    await stack.load.ask({ do: 'fresh' });
    stack.wall.fresh();
    let nextSay = 0;
    const from = performance.now();
    const looks = await watch(minutes * 60, LOOK_EVERY_MS, ({ at, sent, stored }) => {
      const seconds = (at - from) / 1000;
      memory.push([Math.round(seconds), memoryOf(stack.pids.fengsui).rss]);
      if (seconds < nextSay) return;
      nextSay += 60;
      say(`  after ${Math.round(seconds)} s: ${mb(memory.at(-1)[1])}, ${sent - stored} not stored yet`);
    });
    return { looks, ...stack.drive.pace(looks) };
  });
  held.drained = await stack.drive.drain();
  const incidents = await countIncidents(stack.server.url);
  await stack.stop();
  return {
    ...held,
    fleet,
    kind,
    minutes,
    rate,
    isKept: isKept(rate, held),
    memoryOverTime: memory,
    incidents,
  };
}

/** All that were ever opened, whatever became of them. */
async function countIncidents(url) {
  const answer = await fetch(`${url}/api/v1/incidents?state=all`);
  if (!answer.ok) throw new Error(`the incidents: ${answer.status}`);
  const { items } = await answer.json();
  return items.map(({ type, scope, because }) => ({ type, scope, words: because?.words?.en }));
}

const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;
