import { BEATS, MARKS, TELEMETRY, textField } from './names.ts';

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
  const fields = `${name(metric)} AS value, ${name(textField(metric))} AS text`;
  return `SELECT ${fields} FROM ${TELEMETRY} WHERE ${WINDOW} ORDER BY time LIMIT `;
}

export function stepsQuery(metric: string, stepMs: number, from: number): string {
  const fields = `MEAN(${name(metric)}) AS value, LAST(${name(textField(metric))}) AS text`;
  const every = `GROUP BY time(${stepMs}ms, ${from % stepMs}ms) FILL(none)`;
  return `SELECT ${fields} FROM ${TELEMETRY} WHERE ${WINDOW} ${every} LIMIT `;
}

function name(field: string): string {
  return `"${field.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
