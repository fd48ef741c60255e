import type { DeviceView, MetricName } from '@fengsui/config/contract';
import { METRICS, metricInfo } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import { isStateMetric } from '../i18n/value.ts';

const KNOWN = Object.keys(METRICS);

/**
 * The metrics that a device has sent, the most telling first: those of its class in the class's
 * order, then those with a meaning of their own, then the rest by name.
 */
export function deviceMetrics(device: DeviceView): MetricName[] {
  const ofClass: readonly string[] = DEVICE_CLASSES[device.class]?.metrics ?? [];
  return Object.keys(device.metrics).sort(
    (a, b) => place(a, ofClass) - place(b, ofClass) || (a < b ? -1 : 1),
  );
}

function place(name: string, ofClass: readonly string[]): number {
  const first = indexOfMetric(name, ofClass);
  if (first >= 0) return first;
  const known = indexOfMetric(name, KNOWN);
  return ofClass.length + (known >= 0 ? known : KNOWN.length);
}

/** `net.rx_bps.eth0` stands where `net.rx_bps` stands. */
function indexOfMetric(name: string, names: readonly string[]): number {
  const own = names.indexOf(name);
  return own >= 0 ? own : names.indexOf(name.slice(0, name.lastIndexOf('.')));
}

/** A time that only grows draws a slope and tells nothing; it is not what a chart begins with. */
const isClock = (name: string): boolean => metricInfo(name)?.unit === 's';

/** What the chart shows unless somebody chose otherwise. */
export function defaultMetric(device: DeviceView): MetricName | undefined {
  const names = deviceMetrics(device);
  const numeric = names.filter((name) => typeof device.metrics[name] === 'number');
  const moving = numeric.filter((name) => !isClock(name));
  return moving.find((name) => !isStateMetric(name)) ?? moving[0] ?? numeric[0] ?? names[0];
}

/** The few values that fit into a row of the list. */
export function rowMetrics(device: DeviceView, most: number): MetricName[] {
  const names = deviceMetrics(device).filter((name) => device.metrics[name] !== null);
  const telling = names.filter((name) => !isClock(name));
  return [...telling, ...names.filter(isClock)].slice(0, most);
}
