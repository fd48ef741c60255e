import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../incident/finding.ts';
import { loneDriftFinding, loneDriftKey } from './drift-finding.ts';
import type { Drifters } from './drifters.ts';

/** Devices that drift alone: worth a look some day, never a call. */
export interface LoneDrifts {
  /** @param coveredBy the key of what was called above a device, which then explains it */
  look(at: number, coveredBy: (device: number) => string | undefined): Report[];
  keep(): string[];
  restore(ids: readonly string[]): void;
}

/** One among very many devices drifts by chance every day: alone it must be surer than in company. */
const SURE_CUSUM = 8;
const SURE_FALL_DB = 1;
/** More of them at once would tell nobody anything. */
const MOST_AT_ONCE = 200;

export function createLoneDrifts(drifters: Drifters, fleet: Pick<Fleet, 'at' | 'get'>): LoneDrifts {
  const called = new Set<string>();

  function endings(at: number, coveredBy: (device: number) => string | undefined): Report[] {
    const reports: Report[] = [];
    for (const id of called) {
      const state = fleet.get(id);
      const into = state && coveredBy(state.index);
      const stays = into === undefined && state !== undefined && drifters.get(state.index) !== undefined;
      if (stays) continue;
      called.delete(id);
      const key = loneDriftKey(id);
      reports.push(
        into === undefined ? { kind: 'gone', at, key, because: {} } : { kind: 'merged', at, key, into },
      );
    }
    return reports;
  }

  return {
    look(at, coveredBy) {
      const reports = endings(at, coveredBy);
      for (const [device, drifter] of drifters.all()) {
        const isSure = drifter.cusum >= SURE_CUSUM && drifter.deviation <= -SURE_FALL_DB;
        if (!isSure || called.size >= MOST_AT_ONCE || coveredBy(device) !== undefined) continue;
        const state = fleet.at(device);
        if (!state || called.has(state.id)) continue;
        called.add(state.id);
        reports.push({ kind: 'found', at, finding: loneDriftFinding(state, drifters.one(device, drifter)) });
      }
      return reports;
    },
    keep: () => [...called],
    restore(ids) {
      for (const id of ids) called.add(id);
    },
  };
}
