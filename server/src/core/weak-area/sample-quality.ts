import type { SignalState } from '@fengsui/config/contract';
import type { Observed } from '../detector.ts';
import { newestQuality } from '../device/signal-five.ts';
import { freshValues } from '../fresh-values.ts';

/**
 * What a live sample that is the device's newest says of its signal; `NA` for every other message, and for
 * those whose hours do not count: in maintenance, or of one of two devices with one name.
 */
export function sampleQuality(observed: Observed): SignalState {
  const { state } = observed;
  if (freshValues(observed) === undefined || !isCounted(state)) return 'NA';
  return QUALITIES[newestQuality(state.signalFive)] ?? 'NA';
}

export const isCounted = ({ flags }: Pick<Observed['state'], 'flags'>): boolean =>
  flags.length === 0 || !(flags.includes('MAINTENANCE') || flags.includes('QUARANTINED'));

const QUALITIES: readonly SignalState[] = ['NA', 'OK', 'WEAK', 'BAD'];
