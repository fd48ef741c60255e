import { createColumn } from '../columns.ts';
import { commonDrift } from './common-drift.ts';
import type { DayLevels } from './day-levels.ts';
import { createHourMeans } from './hour-means.ts';
import type { NodeEvidence } from './node-evidence.ts';
import type { Hour, Usual } from './usual.ts';

/** What devices measure, hour by hour: held against what is usual, and then learnt from. */
export interface LevelHours {
  add(device: number, level: number): void;
  /**
   * Ends an hour.
   * @param isExcused whose levels say nothing of how it usually is
   */
  close(hour: Hour, isExcused: (device: number) => boolean): void;
}

interface LevelHoursParts {
  usual: Usual;
  days: DayLevels;
  evidence: Pick<NodeEvidence, 'nodeOf' | 'feedOf'>;
  /** How much of what a device measures is to become usual, 0 to 1. */
  pace(device: number): number;
}

export function createLevelHours({ usual, days, evidence, pace }: LevelHoursParts): LevelHours {
  const means = createHourMeans();
  /** Mean of the hour less what is usual; NaN where nothing is known to hold it against. */
  const residuals = createColumn(Float32Array);
  let size = 0;

  function* measured(): Generator<number> {
    for (let device = 0; device < size; device++) if (means.count(device) > 0) yield device;
  }

  function* deviations(): Generator<{ device: number; deviation: number }> {
    for (const device of measured()) {
      const deviation = residuals.get(device);
      if (!Number.isNaN(deviation)) yield { device, deviation };
    }
  }

  function hold(device: number, { kind }: Hour): void {
    const { level, isKnown } = usual.at(device, evidence.feedOf(device), kind);
    residuals.set(device, isKnown ? means.mean(device) - level : NaN);
  }

  function settle(device: number, hour: Hour, common: readonly number[]): void {
    const feed = evidence.feedOf(device);
    const residual = residuals.get(device) - (common[feed] ?? 0);
    if (!Number.isNaN(residual)) days.add(device, residual);
    const share = pace(device);
    if (share > 0) usual.learn(device, { feed, hour, level: means.mean(device), pace: share });
    means.clear(device);
  }

  return {
    add(device, level) {
      size = Math.max(size, device + 1);
      means.add(device, level, usual.over(device));
    },
    close(hour, isExcused) {
      for (const device of measured()) {
        if (isExcused(device)) means.clear(device);
        else hold(device, hour);
      }
      const common = commonDrift(deviations(), evidence);
      for (const device of measured()) settle(device, hour, common);
      usual.endHour(hour);
    },
  };
}
