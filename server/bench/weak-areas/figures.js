import { quantileOf } from './ask.js';

const GRID_MS = 300;
const RANKING_MS = 1_000;

const NAMES = { village: 'a village', township: 'a township', county: 'a county' };

/** @returns {import('../table.js').Figure[]} */
export function figuresOf({ rolled, grids, ranking, writes, bare, bytes, made }) {
  const ms = (what, times, q, aim) => ({
    what: `${what}, ${q === 0.5 ? 'half of them within' : '99 % within'}`,
    value: quantileOf(times, q),
    unit: 'ms',
    ...(aim === undefined ? {} : { aim, isLessBetter: true }),
  });
  const both = (what, times, aim) => [ms(what, times, 0.5), ms(what, times, 0.99, aim)];
  const perGrid = Object.entries(grids).flatMap(([kind, { rows, pages }]) => [
    ...both(`${NAMES[kind]}: its hours of all days`, rows),
    ...both(`${NAMES[kind]}: the whole grid as the API answers it`, pages, GRID_MS),
  ]);
  const allRows = Object.values(grids).flatMap(({ rows }) => rows);
  const ratio = (of, raw) => quantileOf(of, 0.5) / quantileOf(raw, 0.5);
  return [
    { what: 'hours of areas in the store', value: made.rows, unit: '' },
    { what: 'room of each', value: bytes, unit: 'bytes' },
    { what: 'samples written meanwhile', value: writes.rate, unit: 'a second' },
    { what: 'the slowest of those writes', value: writes.slowest, unit: 'ms' },
    ...perGrid,
    ...both('raw: the same rows, nothing made of them', bare.rows),
    { what: 'hours of an area beside the raw part', value: ratio(allRows, bare.rows), unit: 'times as long' },
    ...both('ranking: all villages, week by week', ranking, RANKING_MS),
    ...both('raw: the same sums', bare.sums),
    { what: 'ranking beside the raw part', value: ratio(ranking, bare.sums), unit: 'times as long' },
    { what: 'an hour of all devices rolled up by device', value: rolled.devices, unit: 'ms' },
    { what: 'the same hour added up by area', value: rolled.areas, unit: 'ms' },
    { what: 'the longest step of that', value: rolled.longest, unit: 'ms' },
  ];
}
