import type { AreaHour } from '../../core/weak-area/area-hour.ts';
import type { AreaSum, AreaSumsQuery } from '../port.ts';
import { byTimeAndArea } from './area-span.ts';

/** The hours of areas, each told once and whole, added up in steps. */
export function foldHours(
  hours: Iterable<Omit<AreaHour, 'levels' | 'metric'>>,
  { from, stepMs, least }: Pick<AreaSumsQuery, 'from' | 'stepMs' | 'least'>,
): AreaSum[] {
  const sums = new Map<string, AreaSum>();
  for (const { area, ts, n, weak, bad } of hours) {
    if (n < Math.max(1, least)) continue;
    const start = from + Math.floor((ts - from) / stepMs) * stepMs;
    const name = `${start} ${area}`;
    const sum = sums.get(name) ?? { area, ts: start, hours: 0, weakHours: 0, badHours: 0, devices: 0 };
    sum.hours++;
    sum.weakHours += weak / n;
    sum.badHours += bad / n;
    sum.devices = Math.max(sum.devices, n);
    sums.set(name, sum);
  }
  return [...sums.values()].sort(byTimeAndArea);
}
