import { setTimeout as wait } from 'node:timers/promises';
import { readMetrics } from './metrics.js';

/** Drives a load against a server that runs, and looks whether it keeps up. */

const LOOK_EVERY_MS = 500;
const DRAIN_WITHIN_MS = 300_000;
export const WINDOW = 64;
/** Messages that may be under way where the broker itself does not hold back. */
const AHEAD = 10_000;
const FEED_EVERY_MS = 50;

const STORED = 'fengsui_samples_stored_total';
const TAKEN = 'fengsui_messages_total';

/** What the wall sends along counts as well. */
export function createDrive({ server, load, wall }) {
  async function look() {
    const asked = performance.now();
    const figures = await readMetrics(server.url);
    const answeredMs = performance.now() - asked;
    const { samples, acked } = load.progress();
    const stored = figures[STORED];
    return {
      at: performance.now(),
      sent: samples + wall.sent(),
      acked,
      stored,
      answeredMs,
      figures,
    };
  }

  /** Looks on for so long; what it saw. */
  async function watch(seconds, every = LOOK_EVERY_MS, seen = () => undefined) {
    const looks = [await look()];
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      await wait(every);
      const one = await look();
      looks.push(one);
      await seen(one);
    }
    return looks;
  }

  /** Until everything that was sent is stored; answers the seconds it took. */
  async function drain() {
    const from = performance.now();
    await load.ask({ do: 'stop' });
    for (;;) {
      const { sent, stored } = await look();
      if (stored >= sent - wall.missing()) return (performance.now() - from) / 1000;
      if (performance.now() - from > DRAIN_WITHIN_MS) {
        throw new Error(`only ${stored} of ${sent} messages were stored`);
      }
      await wait(100);
    }
  }

  return {
    watch,
    drain,
    look,
    pace,
    /** As fast as it goes. */
    async flood(seconds) {
      const feed = ({ figures }) => load.ask({ do: 'allow', allowed: figures[TAKEN] + AHEAD });
      await load.ask({ do: 'run', mode: 'closed', window: WINDOW, allowed: load.progress().sent + AHEAD });
      const looks = await watch(seconds, FEED_EVERY_MS, feed);
      const drained = await drain();
      return { ...pace(looks), drained };
    },
    /** At a rate; the looks of the time after the first seconds. */
    async hold(rate, seconds, settle = 3) {
      await load.ask({ do: 'run', mode: 'rate', rate, window: 1_000 });
      await watch(settle);
      await load.ask({ do: 'fresh' });
      wall.fresh();
      const looks = await watch(seconds);
      return { looks, ...pace(looks) };
    },
  };
}

/** What a stretch of looks says of the rate, and of whether the store kept up. */
function pace(looks) {
  const [first, last] = [looks[0], looks.at(-1)];
  const seconds = (last.at - first.at) / 1000;
  const perSecond = (key) => (last[key] - first[key]) / seconds;
  return {
    seconds,
    ...{ sent: perSecond('sent'), acked: perSecond('acked'), stored: perSecond('stored') },
    growth: growthOf(looks.map(({ at, sent, stored }) => [at / 1000, sent - stored])),
    behind: last.sent - last.stored,
  };
}

/** Slope of the least squares through `[x, y]`: a saw-tooth must not decide. */
function growthOf(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([a]) => a), mean(([, b]) => b)];
  const [over, under] = points.reduce(([o, u], [a, b]) => [o + (a - x) * (b - y), u + (a - x) ** 2], [0, 0]);
  return under === 0 ? 0 : over / under;
}

/** The load came out as asked, and what waits for the store does not grow by more than a fiftieth. */
export function isKept(rate, { sent, growth, behind }) {
  return sent > 0.98 * rate && growth < 0.02 * rate && behind < 2 * rate;
}

/** The highest rate that holds, in short trials; from a guess up or down. */
export async function search({ drive, guess, seconds, say }) {
  const holds = async (rate) => {
    const result = await drive.hold(rate, seconds, 2);
    const drained = await drive.drain();
    const isHeld = isKept(rate, result);
    say(
      `    ${show(rate)}/s ${isHeld ? 'holds' : 'does not hold'}: stored ${show(result.stored)}/s, ` +
        `behind ${show(result.behind)}, drained in ${drained.toFixed(1)} s`,
    );
    return isHeld;
  };
  let rate = guess;
  if (await holds(rate)) {
    for (let i = 0; i < 4 && (await holds(rate * 1.08)); i++) rate *= 1.08;
    return rate;
  }
  for (let i = 0; i < 6; i++) {
    rate *= 0.88;
    if (await holds(rate)) return rate;
  }
  throw new Error(`not even ${show(rate)} messages a second were kept up with`);
}

const show = (number) => Math.round(number).toLocaleString('en-US');
