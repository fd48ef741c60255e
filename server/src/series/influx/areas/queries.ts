import { LEAST_DEVICES } from '@fengsui/config/contract';
import { AREA_METRICS } from '../../areas/area-span.ts';
import { ADDED, AREAS, AREA_DAYS, HOURLY, ROLLED } from '../names.ts';
import { rolledField } from '../queries.ts';
import { WEAK } from '../../../core/weak-area/area-hour.ts';

/** InfluxQL of each question. Of `several` things of a kind each is bound by a name of its own: `$d0`, `$d1`, … */
const several = (tag: string, letter: string, count: number): string =>
  `(${Array.from({ length: count }, (_, i) => `${tag} = $${letter}${i}`).join(' OR ')})`;

export const bound = (letter: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, i) => [`${letter}${i}`, value]));

const DURING = 'time >= $from AND time < $to';

/** Where hours are kept: by the retention policy of that name, or as long as everything. */
export interface Kept {
  policy: string | undefined;
}
const from = ({ policy }: Kept, measurement: string): string =>
  policy === undefined ? measurement : `${policy}.${measurement}`;

export function deviceHoursQuery(kept: Kept, devices: number): string {
  const fields = AREA_METRICS.flatMap((metric) => [rolledField('n', metric), rolledField('sum', metric)]);
  const source = from(kept, HOURLY);
  return `SELECT ${fields.join(', ')} FROM ${source} WHERE ${several('device', 'd', devices)} AND ${DURING} GROUP BY device`;
}

/** Cells of a county that say something, of all areas without a number of them. */
export function countyCellsQuery(kept: Kept, areas: number): string {
  const only = areas > 0 ? ` AND ${several('area', 'a', areas)}` : '';
  return `SELECT n FROM ${from(kept, AREAS)} WHERE county = $county AND ${DURING}${only} AND n > 0 GROUP BY area, metric`;
}

export function cellsQuery(kept: Kept, areas: number, withLevels: boolean): string {
  const fields = `n, weak, bad${withLevels ? ', levels' : ''}`;
  return `SELECT ${fields} FROM ${from(kept, AREAS)} WHERE metric = $metric AND ${several('area', 'a', areas)} AND ${DURING} AND n > 0 GROUP BY area`;
}

export interface Steps {
  from: number;
  stepMs: number;
  least: number;
  /** From days instead of hours. */
  isByDays: boolean;
}

/**
 * InfluxDB adds up no quotients, and takes half as long again where it has to look at each point first. So what
 * counts of an hour is kept with it for these limits: with any device, and with those that say something.
 */
export const COUNTED: readonly number[] = [1, LEAST_DEVICES];

/** A county's days, from its hours: months of all villages are then a 24th of the points. */
export function daysQuery(kept: Kept): string {
  const sums = COUNTED.flatMap((least) =>
    ['hours', 'weak', 'bad'].map((field) => `SUM(${field}${least}) AS ${field}${least}`),
  );
  const where = `metric = $metric AND county = $county AND ${DURING}`;
  const into = `INTO ${from(kept, AREA_DAYS)} FROM ${from(kept, AREAS)}`;
  return `SELECT ${sums.join(', ')}, MAX(n) AS n ${into} WHERE ${where} GROUP BY time(1d), area, county, metric FILL(none)`;
}

export function sumsQuery(kept: Kept, areas: number, steps: Steps): string {
  const { stepMs } = steps;
  const least = Math.max(1, steps.least);
  const as = COUNTED.includes(least) ? least : 1;
  const sums = `SUM(hours${as}) AS hours, SUM(weak${as}) AS weak, SUM(bad${as}) AS bad, MAX(n) AS devices`;
  const others = as === least ? '' : ` AND n >= ${least}`;
  const where = `metric = $metric AND ${several('area', 'a', areas)} AND ${DURING}${others}`;
  const grouped = `GROUP BY time(${stepMs}ms, ${steps.from % stepMs}ms), area FILL(none)`;
  const source = from(kept, steps.isByDays ? AREA_DAYS : AREAS);
  return `SELECT ${sums} FROM ${source} WHERE ${where} ${grouped}`;
}

export const rolledQuery = `SELECT "at" FROM ${ROLLED} WHERE time >= $from`;
export const addedQuery = (counties: number): string =>
  `SELECT "at" FROM ${ADDED} WHERE time >= $from AND ${several('county', 'c', counties)} GROUP BY county`;
export const firstHourQuery = (kept: Kept): string =>
  `SELECT FIRST(${rolledField('n', WEAK)}) AS n FROM ${from(kept, HOURLY)}`;
