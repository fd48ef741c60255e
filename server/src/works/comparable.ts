import { AREA_LEVELS } from '../core/weak-area/area-hour.ts';
import type { Better } from '../core/weak-area/works/verdict.ts';

/** Besides the levels that are told by area; of these only field tests can tell. */
const ONLY_TESTED: Readonly<Record<string, Better>> = {
  'cell.rssi_dbm': 'higher',
  'cell.rsrq_db': 'higher',
  'cell.sinr_db': 'higher',
  'docsis.ds_mer_db': 'higher',
  'wifi.phy_mbps': 'higher',
  'net.loss_pct': 'lower',
  'net.rtt_ms': 'lower',
  'wifi.retry_pct': 'lower',
};

const BETTER: ReadonlyMap<string, Better> = new Map([
  ...Object.entries(ONLY_TESTED),
  ...AREA_LEVELS.map((metric) => [metric, 'higher'] as const),
]);

/** Metrics of which it is known which way is better. */
export const COMPARABLE: readonly string[] = [...BETTER.keys()].sort();

export const betterOf = (metric: string): Better | undefined => BETTER.get(metric);
