import type { DeviceClass, DeviceClassName, Metrics, SignalState } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';

export type SignalRow = DeviceClass['thresholds'][number];

/** The rows of a class that are of the signal, those of one metric together: each value is looked up once. */
export type SignalRules = readonly { readonly metric: string; readonly rows: readonly SignalRow[] }[];

/**
 * What a sample says of the signal, as a number from 0 to 15, so that judging one costs no object. Bits 0
 * and 1 are its quality: 0 nothing, 1 OK, 2 WEAK, 3 BAD, by the lines at which a state is entered. Bits 2
 * and 3 are what it is not well of yet, by the lines at which a state is left: 1 WEAK, 2 BAD.
 */
export type SignalMark = number;

export const NO_MARK: SignalMark = 0;
const [OK, WEAK, BAD] = [1, 2, 3];
/** In the order of their numbers. */
const QUALITIES: readonly SignalState[] = ['NA', 'OK', 'WEAK', 'BAD'];

export const qualityOf = (mark: SignalMark): SignalState => QUALITIES[mark & 3] ?? 'NA';

export function signalRules({ thresholds }: Pick<DeviceClass, 'thresholds'>): SignalRules {
  const own = thresholds.filter(({ of: about = 'signal' }) => about === 'signal');
  const metrics = [...new Set(own.map(({ metric }) => metric))];
  return metrics.map((metric) => ({ metric, rows: own.filter((row) => row.metric === metric) }));
}

const RULES = new Map<DeviceClassName, SignalRules>(
  Object.values<DeviceClass>(DEVICE_CLASSES).map((profile) => [profile.class, signalRules(profile)]),
);
const NO_RULES: SignalRules = [];

export const signalRulesOf = (name: DeviceClassName): SignalRules => RULES.get(name) ?? NO_RULES;

/**
 * The worst that any row says of these values.
 * @param current what the device has said last: where the values do not tell the modulation, it holds
 */
export function judgeSample(rules: SignalRules, values: Metrics, current: Metrics): SignalMark {
  let quality = 0;
  let unwell = 0;
  for (const { metric, rows } of rules) {
    const value = values[metric];
    if (typeof value !== 'number') continue;
    for (const row of rows) {
      if (!holds(row, values, current)) continue;
      quality = Math.max(quality, qualityBy(row, value));
      unwell = Math.max(unwell, unwellBy(row, value));
    }
  }
  return quality | (unwell << 2);
}

export function holds({ when }: SignalRow, values: Metrics, current: Metrics): boolean {
  return when === undefined || (values[when.metric] ?? current[when.metric]) === when.is;
}

function qualityBy(row: SignalRow, value: number): number {
  if (row.bad && isBeyond(row, row.bad.enter, value)) return BAD;
  return row.weak && isBeyond(row, row.weak.enter, value) ? WEAK : OK;
}

function unwellBy(row: SignalRow, value: number): number {
  if (row.bad && isBeyond(row, row.bad.exit, value)) return 2;
  return row.weak && isBeyond(row, row.weak.exit, value) ? 1 : 0;
}

export function isBeyond({ side }: SignalRow, line: number, value: number): boolean {
  return side === 'low' ? value < line : value > line;
}
