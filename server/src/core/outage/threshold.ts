import type { Plant } from '../plant/plant.ts';
import type { Load } from './load.ts';

const DAY_MS = 86_400_000;

/**
 * How strong evidence must be, so that over the whole site no more outages are called falsely than the
 * budget allows: a run of misses with a likelihood ratio of e^h begins by chance with at most e^-h of
 * the beats (Wald), so h = ln(beats a day / false alarms a day), for each node's share of the budget.
 */
export function createThresholds(plant: Plant, load: Load, falseAlarmsPerDay: number) {
  const perNode = falseAlarmsPerDay / Math.max(plant.size, 1);
  return {
    node: (node: number): number => Math.log(Math.max(load.beatsPerDay(node), 1) / perNode),
    /** @param devices how many there are whose silence alone matters */
    device: (intervalMs: number, devices: number): number =>
      Math.log(((DAY_MS / intervalMs) * Math.max(devices, 1)) / falseAlarmsPerDay),
  };
}
