import type { Metrics } from '@fengsui/config/contract';
import { decimal } from '../decimal.ts';
import type { FileText } from '../host.ts';
import { instanceName } from '../instance-name.ts';

/** Bytes since the interface came to be, at a moment of the monotonic clock. */
export interface TrafficCounters {
  rxBytes: number;
  txBytes: number;
  atMs: number;
}

export interface TrafficRate {
  rxBps: number;
  txBps: number;
}

export interface InterfaceReading {
  name: string;
  up: boolean;
  carrierChanges: number | undefined;
  /** Undefined at first, and after the counters began anew. */
  rate: TrafficRate | undefined;
  /** Its traffic is counted at the interfaces which it runs over, too. */
  stacked: boolean;
}

const NOT_USABLE = new Set(['down', 'lowerlayerdown', 'notpresent', 'dormant']);
// Nearer together than this, two readings say more about the moment of reading than about traffic.
const SHORTEST_SPAN_MS = 100;

/** Reading the carrier of an interface that was taken down is refused (EINVAL): it is down. */
export function isLinkUp(carrier: FileText, operstate: FileText): boolean {
  const state = operstate.ok ? operstate.text.trim() : 'unknown';
  return carrier.ok && carrier.text.trim() === '1' && !NOT_USABLE.has(state);
}

export function parseTraffic(rx: FileText, tx: FileText, atMs: number): TrafficCounters | undefined {
  const rxBytes = rx.ok ? decimal(rx.text) : undefined;
  const txBytes = tx.ok ? decimal(tx.text) : undefined;
  return rxBytes === undefined || txBytes === undefined ? undefined : { rxBytes, txBytes, atMs };
}

/** Bits a second between two readings; undefined where a counter has begun anew. */
export function trafficRate(before: TrafficCounters, after: TrafficCounters): TrafficRate | undefined {
  const spanMs = after.atMs - before.atMs;
  const rx = after.rxBytes - before.rxBytes;
  const tx = after.txBytes - before.txBytes;
  if (spanMs < SHORTEST_SPAN_MS || rx < 0 || tx < 0) return undefined;
  const bps = (bytes: number) => Math.round((bytes * 8 * 1000) / spanMs);
  return { rxBps: bps(rx), txBps: bps(tx) };
}

/** The whole, and each by its name where there are several. */
export function interfaceMetrics(readings: readonly InterfaceReading[]): Metrics {
  const each =
    readings.length > 1 ? readings.map((one) => metricsOf([one], `.${instanceName(one.name)}`)) : [];
  return Object.assign(metricsOf(readings, ''), ...each) as Metrics;
}

function metricsOf(readings: readonly InterfaceReading[], suffix: string): Metrics {
  const metrics: Metrics = { [`net.if.up${suffix}`]: readings.some(({ up }) => up) };
  const changes = readings.map(({ carrierChanges }) => carrierChanges);
  if (changes.every((count) => count !== undefined))
    metrics[`net.if.carrier_changes${suffix}`] = sum(changes);
  const counted = readings.length > 1 ? readings.filter(({ stacked }) => !stacked) : readings;
  const rates = counted.map(({ rate }) => rate);
  // A sum over some of them would be a guess.
  if (rates.length > 0 && rates.every((rate) => rate !== undefined)) {
    metrics[`net.rx_bps${suffix}`] = sum(rates.map(({ rxBps }) => rxBps));
    metrics[`net.tx_bps${suffix}`] = sum(rates.map(({ txBps }) => txBps));
  }
  return metrics;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
