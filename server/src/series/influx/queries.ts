import { BEATS, MARKS, TELEMETRY, textField } from './points.ts';

/** InfluxQL of each question. Values are bound by name (`$device`); only names of fields stand in the text. */
const WINDOW = 'device = $device AND time >= $from AND time < $to';

export const beatsQuery = `SELECT seq, boot FROM ${BEATS} WHERE ${WINDOW} ORDER BY time LIMIT `;
export const firstBeatQuery = `SELECT FIRST(seq) AS seq FROM ${BEATS} WHERE ${WINDOW} LIMIT `;
export const lastBeatQuery = `SELECT LAST(seq) AS seq FROM ${BEATS} WHERE ${WINDOW} LIMIT `;
export const markQuery = `SELECT MAX(position) AS position FROM ${MARKS} WHERE journal = $journal`;

/** Each answer is the end of a silence and its length. */
export const silencesQuery =
  `SELECT length FROM (SELECT DIFFERENCE(ts) AS length FROM ${BEATS} WHERE ${WINDOW}) ` +
  `WHERE length > $longer LIMIT `;

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
