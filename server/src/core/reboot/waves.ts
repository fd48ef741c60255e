import type { Boot } from './boot.ts';
import type { Wave } from './wave-finding.ts';
import type { Version } from './versions.ts';
import { versionKey } from './versions.ts';

/** Rollouts that are under way, by version. */
export interface Waves {
  add(boot: Boot, at: number, isPlanned: boolean): void;
  /** A device that announced an upgrade is not back: it belongs to the latest rollout of its model. */
  missing(device: string, model: string): Version | undefined;
  /** It is back after all. */
  back(device: string): Version | undefined;
  all(): Wave[];
  /** Those that nobody has joined for a while, taken out. */
  takeOver(at: number): Wave[];
  restore(waves: readonly Wave[]): void;
}

const QUIET_MS = 30 * 60_000;
const MOST_WAVES = 100;
const MOST_FROM = 10;
const MOST_MISSING = 200;

export function createWaves(): Waves {
  const waves = new Map<string, Wave>();

  function begin(to: Version, at: number): Wave {
    const wave: Wave = { to, first: at, last: at, unplanned: 0, planned: 0, from: {}, notBack: [] };
    if (waves.size < MOST_WAVES) waves.set(versionKey(to), wave);
    return wave;
  }

  return {
    add({ from, to }, at, isPlanned) {
      const wave = waves.get(versionKey(to)) ?? begin(to, at);
      wave.last = at;
      wave[isPlanned ? 'planned' : 'unplanned']++;
      const name = from?.fw ?? 'unknown';
      const isKnown = Object.hasOwn(wave.from, name) || Object.keys(wave.from).length < MOST_FROM;
      const key = isKnown ? name : 'other';
      wave.from[key] = (wave.from[key] ?? 0) + 1;
    },
    missing(device, model) {
      const latest = [...waves.values()]
        .filter(({ to, notBack }) => to.model === model && notBack.length < MOST_MISSING)
        .sort((a, b) => b.last - a.last)[0];
      if (!latest || latest.notBack.includes(device)) return undefined;
      latest.notBack.push(device);
      return latest.to;
    },
    back(device) {
      for (const wave of waves.values()) {
        const i = wave.notBack.indexOf(device);
        if (i < 0) continue;
        wave.notBack.splice(i, 1);
        return wave.to;
      }
      return undefined;
    },
    all: () => [...waves.values()],
    takeOver(at) {
      const over = [...waves.values()].filter(({ last }) => at - last >= QUIET_MS);
      for (const { to } of over) waves.delete(versionKey(to));
      return over;
    },
    restore(list) {
      for (const wave of list) waves.set(versionKey(wave.to), wave);
    },
  };
}
