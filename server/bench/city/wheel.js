import { intervalOf, kindsOf } from './devices.js';

const SLOT_MS = 10;
const SLOTS_A_SECOND = 1_000 / SLOT_MS;
/** Spreads what comes in a row as evenly as it goes. */
const GOLDEN = 0.618_033_988_75;

/** Who is due when: each device within its interval after its birth, and from then on at its interval. */
export function createWheel(fleet, send) {
  const kinds = kindsOf(fleet);
  const circles = new Map();
  for (const kind of kinds) {
    const slots = intervalOf(kind) * SLOTS_A_SECOND;
    if (!circles.has(slots))
      circles.set(
        slots,
        Array.from({ length: slots }, () => []),
      );
  }
  const from = performance.now();
  const slotNow = () => Math.floor((performance.now() - from) / SLOT_MS);
  let passed = 0;
  return {
    add(index) {
      const slots = intervalOf(kinds[index]) * SLOTS_A_SECOND;
      const ahead = 1 + Math.floor(((index * GOLDEN) % 1) * (slots - 1));
      circles.get(slots)[(Math.max(passed, slotNow()) + ahead) % slots].push(index);
    },
    /** Sends for everybody who has become due. */
    turn() {
      for (const now = slotNow(); passed < now; passed++) {
        for (const [slots, circle] of circles) circle[(passed + 1) % slots].forEach(send);
      }
    },
  };
}
