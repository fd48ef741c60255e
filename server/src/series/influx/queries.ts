import { BEATS, HOURLY, MARKS, ROLLED, TELEMETRY, TOUCHED, named, textField } from './names.ts';

/** InfluxQL of each question. Values are bound by name (`$device`); only names of fields stand in the text. */
const WINDOW = 'device = $device AND time >= $from AND time < $to';

/** Samples with values are in one measurement, those without in the other. */
const SAMPLES = [BEATS, TELEMETRY];

export const markQuery = `SELECT MAX(position) AS position FROM ${MARKS} WHERE journal = $journal`;

export const beatsQueries = SAMPLES.map(
  (measurement) => `SELECT seq, boot FROM ${measurement} WHERE ${WINDOW} ORDER BY time LIMIT `,
);
export const timesQueries = SAMPLES.map(
  (measurement) => `SELECT seq FROM ${measurement} WHERE ${WINDOW} ORDER BY time LIMIT `,
);

export function pointsQuery(metric: string): string {
  const fields = `${named(metric)} AS value, ${named(textField(metric))} AS text`;
  return `SELECT ${fields} FROM ${TELEMETRY} WHERE ${WINDOW} ORDER BY time LIMIT `;
}

export function stepsQuery(metric: string, stepMs: number, from: number): string {
  const fields = `MEAN(${named(metric)}) AS value, LAST(${named(textField(metric))}) AS text`;
  const every = `GROUP BY time(${stepMs}ms, ${from % stepMs}ms) FILL(none)`;
  return `SELECT ${fields} FROM ${TELEMETRY} WHERE ${WINDOW} ${every} LIMIT `;
}

export const hoursQueries = [TOUCHED, ROLLED].map(
  (measurement) => `SELECT "at" FROM ${measurement} WHERE time >= $from`,
);
export const firstQuery = `SELECT FIRST(seq) FROM ${BEATS} WHERE time >= $from`;
export const lastQuery = `SELECT LAST(seq) FROM ${BEATS}`;
export const fieldsQuery = `SHOW FIELD KEYS FROM ${TELEMETRY}`;

/** What an hour's samples of a metric come to. */
const ROLL_UPS = { n: 'COUNT', min: 'MIN', max: 'MAX', sum: 'SUM' } as const;
export const rolledField = (kind: keyof typeof ROLL_UPS, metric: string): string =>
  named(`${kind}:${metric}`);

/** Where hours are kept: by the retention policy of that name, or as long as everything. */
export const hourlyIn = (hasPolicy: boolean): string => (hasPolicy ? `${HOURLY}.${HOURLY}` : HOURLY);

export function rollUpQuery(metric: string, target: string): string {
  const sums = (Object.keys(ROLL_UPS) as (keyof typeof ROLL_UPS)[]).map(
    (kind) => `${ROLL_UPS[kind]}(${named(metric)}) AS ${rolledField(kind, metric)}`,
  );
  return (
    `SELECT ${sums.join(', ')} INTO ${target} FROM ${TELEMETRY} ` +
    'WHERE time >= $from AND time < $to GROUP BY time(1h), device FILL(none)'
  );
}

export interface Grouping {
  stepMs: number;
  from: number;
  perDevice: boolean;
}

export function rawRangesQuery(metric: string, devices: number, grouping: Grouping): string {
  const of = named(metric);
  const sums = `COUNT(${of}) AS n, MIN(${of}) AS low, MAX(${of}) AS high, SUM(${of}) AS total`;
  return `SELECT ${sums} FROM ${TELEMETRY} ${ofSeveral(devices)} ${grouped(grouping)}`;
}

export function hourlyRangesQuery(
  metric: string,
  source: string,
  devices: number,
  grouping: Grouping,
): string {
  const of = (kind: keyof typeof ROLL_UPS) => rolledField(kind, metric);
  const sums = `SUM(${of('n')}) AS n, MIN(${of('min')}) AS low, MAX(${of('max')}) AS high, SUM(${of('sum')}) AS total`;
  return `SELECT ${sums} FROM ${source} ${ofSeveral(devices)} ${grouped(grouping)}`;
}

/** Devices are bound as `$d0`, `$d1`, … */
function ofSeveral(devices: number): string {
  const names = Array.from({ length: devices }, (_, i) => `device = $d${i}`);
  return `WHERE (${names.join(' OR ')}) AND time >= $from AND time < $to`;
}

function grouped({ stepMs, from, perDevice }: Grouping): string {
  return `GROUP BY time(${stepMs}ms, ${from % stepMs}ms)${perDevice ? ', device' : ''} FILL(none)`;
}
