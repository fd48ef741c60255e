import type { BootReason } from './boot.ts';

/** What is known of a firmware version on a model. */
export interface VersionFigures {
  model: string;
  fw: string;
  /** That run it now. */
  devices: number;
  /** Restarts without a reason that anybody gave: `cold` after power, `watchdog` after a crash. */
  cold: number;
  watchdog: number;
  /** Announced an upgrade to it and did not come back in time. */
  notBack: number;
}

/** Faults by version. */
export interface Versions {
  /** A device runs another version than before; undefined where it is not known. */
  move(from: Version | undefined, to: Version | undefined): void;
  boot(version: Version, reason: BootReason): void;
  notBack(version: Version, n: 1 | -1): void;
  figures(version: Version): VersionFigures;
  /** Of all other versions of the model together. */
  others(version: Version): VersionFigures;
  all(): VersionFigures[];
  setAll(figures: readonly VersionFigures[]): void;
}

export interface Version {
  model: string;
  fw: string;
}

/** More than any operator runs; names come from outside. */
const MOST_VERSIONS = 500;

export const versionKey = ({ model, fw }: Version): string => `${model}|${fw}`;

export function createVersions(): Versions {
  const versions = new Map<string, VersionFigures>();

  function of(version: Version): VersionFigures {
    const key = versionKey(version);
    const found = versions.get(key) ?? none(version);
    if (versions.size < MOST_VERSIONS) versions.set(key, found);
    return found;
  }

  return {
    move(from, to) {
      if (from) of(from).devices = Math.max(0, of(from).devices - 1);
      if (to) of(to).devices++;
    },
    boot(version, reason) {
      if (reason === 'cold' || reason === 'watchdog') of(version)[reason]++;
    },
    notBack(version, n) {
      of(version).notBack = Math.max(0, of(version).notBack + n);
    },
    figures: (version) => ({ ...of(version) }),
    others({ model, fw }) {
      const sum = none({ model, fw: '*' });
      for (const other of versions.values()) {
        if (other.model !== model || other.fw === fw) continue;
        for (const figure of ['devices', 'cold', 'watchdog', 'notBack'] as const)
          sum[figure] += other[figure];
      }
      return sum;
    },
    all: () => [...versions.values()].map((figures) => ({ ...figures })),
    setAll(figures) {
      for (const each of figures) versions.set(versionKey(each), { ...each });
    },
  };
}

function none({ model, fw }: Version): VersionFigures {
  return { model, fw, devices: 0, cold: 0, watchdog: 0, notBack: 0 };
}
