import { createColumn } from '../columns.ts';

/** How a level stands against what is usual for the device. */
export interface Standing {
  /** Level less baseline, dB; negative is worse. */
  deviation: number;
  /** How far it must fall to count, dB. */
  limit: number;
  /** Two samples of its own, at least, stand behind it. */
  isMature: boolean;
}

/**
 * What is usual for a device over the last hours: a mean that follows slowly (a day's swing of ±1.5 dB
 * moves at most 0.4 dB an hour), and hardly at all while the level is well below it.
 *
 * Not what is usual by the hour of the week (`usual.ts`), on purpose: a fall within minutes shows best against the
 * hours just before it, whatever day it is; and as nothing is learnt of a device that has faded, a level that has
 * changed for good would stay a fade for ever. What sinks slowly is for the drift detector, which does use it.
 */
export interface Baselines {
  /** Takes a level in and says how it stands against what was usual before it. */
  step(device: number, level: number, at: number, sigmaFloor: number): Standing;
  row(device: number): BaselineRow | undefined;
  setRow(device: number, row: BaselineRow): void;
}

/** Level and spread, hundredths of a dB; count; second of the last sample. */
export type BaselineRow = readonly [level: number, spread: number, count: number, lastS: number];

const FALL_DB = 3;
const SIGMAS = 3;
/** A mean absolute deviation of 1 is a standard deviation of 1.25, where errors are normal. */
const SIGMA_PER_SPREAD = 1.25;
const FOLLOW_S = 2 * 3_600;
/** While it is down: so slowly that rain does not become usual, yet what stays for a day does. */
const FOLLOW_DOWN_S = 12 * 3_600;
/** Absence does not make the next sample count for more than so long a time. */
const LONGEST_STEP_S = 900;
const YOUNG = 8;
const MATURE = 2;
const SPREAD_WEIGHT = 0.1;

export function createBaselines(): Baselines {
  const levels = createColumn(Float32Array);
  const spreads = createColumn(Float32Array);
  const counts = createColumn(Uint8Array);
  const lasts = createColumn(Int32Array);
  // One object for all: a sample makes no garbage, and whoever asks reads it at once.
  const standing: Standing = { deviation: 0, limit: FALL_DB, isMature: false };

  function start(device: number, level: number, atS: number): Standing {
    levels.set(device, level);
    counts.set(device, 1);
    lasts.set(device, atS);
    return Object.assign(standing, { deviation: 0, limit: FALL_DB, isMature: false });
  }

  return {
    step(device, level, at, sigmaFloor) {
      const atS = Math.floor(at / 1000);
      const count = counts.get(device);
      if (count === 0) return start(device, level, atS);
      const deviation = level - levels.get(device);
      const spread = spreads.get(device);
      const limit = Math.max(FALL_DB, SIGMAS * Math.max(sigmaFloor, SIGMA_PER_SPREAD * spread));
      const isDown = deviation <= -limit / 2;
      const stepS = Math.min(Math.max(atS - lasts.get(device), 0), LONGEST_STEP_S);
      const followed = stepS / (stepS + (isDown ? FOLLOW_DOWN_S : FOLLOW_S));
      const weight = isDown || count >= YOUNG ? followed : Math.max(followed, 1 / (count + 1));
      levels.set(device, levels.get(device) + weight * deviation);
      if (!isDown) spreads.set(device, spread + SPREAD_WEIGHT * (Math.abs(deviation) - spread));
      if (count < YOUNG) counts.set(device, count + 1);
      lasts.set(device, atS);
      standing.deviation = deviation;
      standing.limit = limit;
      standing.isMature = count >= MATURE;
      return standing;
    },
    row(device) {
      if (counts.get(device) === 0) return undefined;
      const [level, spread] = [levels.get(device), spreads.get(device)].map((x) => Math.round(x * 100));
      return [level ?? 0, spread ?? 0, counts.get(device), lasts.get(device)];
    },
    setRow(device, [level, spread, count, lastS]) {
      levels.set(device, level / 100);
      spreads.set(device, spread / 100);
      counts.set(device, count);
      lasts.set(device, lastS);
    },
  };
}
