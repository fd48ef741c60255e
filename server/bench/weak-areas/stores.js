import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startInflux } from '../city/servers.js';
import { askGrids, askRanking, rollUpHour } from './ask.js';
import { METRICS, cellsOf, createRandom, createVariants } from './city.js';
import { bareDuckdb, fillDuckdb } from './fill-duckdb.js';
import { bareInflux, fillInflux } from './fill-influx.js';
import { hourOfSamples, sampleOf, writeOn } from './write-on.js';

const DAY_MS = 86_400_000;
const RETENTION = { rawMs: 30 * DAY_MS, hourlyMs: 1_096 * DAY_MS };
const DEVICE_HOURS = 24;
const RANKINGS = 20;
/** A line of telemetry is rolled up metric by metric, after a step that finds them and before one that notes it. */
const INFLUX_STEPS = Object.keys(sampleOf(0, 0, 0, Math.random).m).length + 3;

const keep = ({ cells, variants, span, devices }) => ({
  ...{ cells, variants, from: span.from, devices },
  hours: (span.to - span.from) / 3_600_000,
});

/** What is common to both: an hour of samples, rolled up, and questions while writes go on. */
async function askAll(store, given, isAreaStep) {
  const { city, span, devices, parts, questions, rate, clock, say } = given;
  let offset = 0;
  for (const samples of hourOfSamples({ devices, from: span.to, everyMs: given.everyMs }))
    await store.write(samples, { journal: 'hour', offset: ++offset });
  for (let at = 0; at < devices; at += 2_000)
    await store.place(city.places.slice(at, at + 2_000), at + 2_000 < devices);
  say('  an hour of samples is written; it is rolled up and asked about');
  const stop = writeOn(store, { rate, devices, clock });
  const rolled = await rollUpHour(store, clock.now(), isAreaStep);
  const check = {
    areas: city.kinds.county,
    metric: 'signal.weak',
    from: span.to,
    to: span.to + 1,
    limit: 99,
  };
  const added = await store.areaHours(check);
  const counted = added.reduce((sum, { n }) => sum + n, 0);
  if (counted !== devices) throw new Error(`${counted} of ${devices} devices were added up`);
  const grids = await askGrids({ store, parts, city, span, questions });
  const ranking = await askRanking({ store, city, span, times: RANKINGS });
  return { rolled, grids, ranking, writes: await stop() };
}

export async function onDuckdb(given) {
  const { parts, folder, cells, questions, city } = given;
  const open = () => parts.openDuckdbSeries({ folder, retention: RETENTION });
  await (await open()).close();
  const began = performance.now();
  const made = await fillDuckdb({ folder, deviceHours: DEVICE_HOURS, ...keep(given) });
  given.say(`  ${made.rows.toLocaleString('en')} hours of areas made in ${seconds(began)} s`);
  const store = await open();
  const asked = await askAll(store, given, (step) => step > 0);
  await store.close();
  const random = createRandom(17);
  const areas = [...new Set(cells.map(({ area }) => area))];
  const wanted = Array.from({ length: questions }, () => ({
    metric: 1 + Math.floor(random() * METRICS.length),
    area: 1 + Math.floor(random() * areas.length),
  }));
  const villages = city.kinds.village.map((area) => 1 + areas.indexOf(area));
  const bare = await bareDuckdb({ folder, asked: wanted, villages, times: RANKINGS });
  return { ...asked, made, bare, bytes: made.bytes / made.rows };
}

export async function onInflux(given) {
  const { parts, folder, cells, questions, city, programs, span, clock } = given;
  const influx = await startInflux(join(folder, 'influx'), programs.influxd);
  const database = 'bench';
  const store = await parts.openInfluxSeries({ url: influx.url, database, retention: RETENTION });
  await store.maintain(clock.now() - 3_600_000);
  const began = performance.now();
  const made = await fillInflux({ url: influx.url, database, ...keep(given) });
  given.say(`  ${made.rows.toLocaleString('en')} hours of areas written in ${seconds(began)} s`);
  const asked = await askAll(store, given, (step) => step >= INFLUX_STEPS);
  await store.close();
  const random = createRandom(17);
  const bare = await bareInflux({
    ...{ url: influx.url, database, ...span, times: RANKINGS, ranked: city.kinds.village },
    asked: Array.from({ length: questions }, () => cells[Math.floor(random() * cells.length)]),
  });
  await influx.stop();
  const bytes = sizeOf(join(folder, 'influx', 'data', database, 'hourly')) / made.rows;
  return { ...asked, made, bare, bytes };
}

const seconds = (began) => Math.round((performance.now() - began) / 1_000);

function sizeOf(folder) {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** What both are given. */
export function prepare(parts, { city, span, ...more }) {
  const variants = createVariants(parts.encodeBins, parts.binsOf);
  return { parts, city, span, variants, cells: cellsOf(city), ...more };
}
