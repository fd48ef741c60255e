import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './city/machine.js';
import { writeInto } from './city/markdown.js';
import { endAll, find, takeLastWords } from './city/servers.js';
import { row } from './table.js';
import { HOUR_MS, createCity } from './weak-areas/city.js';
import { figuresOf } from './weak-areas/figures.js';
import { loadParts } from './weak-areas/parts.js';
import { onDuckdb, onInflux, prepare } from './weak-areas/stores.js';

/**
 * Three months of a city by area and hour: what the 7×24 grid of any area and the ranking of all villages
 * take while writes go on, and what an hour takes to be added up. Linux only.
 */
const OUT = fileURLToPath(new URL('../dist/bench/weak-areas.json', import.meta.url));
const USUAL_PATH = '/usr/bin:/bin:/usr/local/bin';
const SECTIONS = {
  duckdb: { about: 'DuckDB', run: onDuckdb, needs: [] },
  influx: { about: 'InfluxDB 1.x', run: onInflux, needs: ['influxd'] },
};

const say = (line = '') => process.stdout.write(`${line}\n`);

function options() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      only: text(Object.keys(SECTIONS).join()),
      devices: text('50000'),
      days: text('91'),
      /** Areas of each kind that are asked about. */
      questions: text('200'),
      /** Samples a second while it is asked. */
      rate: text('300'),
      /** Seconds from sample to sample of a device in the hour that is rolled up. */
      every: text('300'),
      out: text(OUT),
      'write-into': { type: 'string' },
    },
  });
  return values;
}

async function section(name, given) {
  const { about, run, needs } = SECTIONS[name];
  say(`\n${about}`);
  if (needs.some((each) => given.programs[each] === undefined)) {
    say(`  left out: needs ${needs.join(' and ')}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  try {
    const result = await run({ ...given, folder });
    const rows = figuresOf(result);
    for (const figure of rows) say(row(figure));
    return [{ about, rows, result }];
  } catch (error) {
    say(`  failed: ${error.stack}\n${takeLastWords()}`);
    process.exitCode = 1;
    return [];
  } finally {
    endAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { only, out, 'write-into': document, ...given } = options();
  const programs = { influxd: find('influxd', USUAL_PATH) };
  const machine = describeMachine(programs);
  const load = loadavg()[0] ?? 0;
  say(machine.text);
  if (load > 0.5) say(`the machine has other work (load ${load.toFixed(1)}): these figures are too high`);
  const parts = await loadParts();
  const clock = parts.createClock();
  const to = (Math.floor(clock.now() / HOUR_MS) - 2) * HOUR_MS;
  const shared = prepare(parts, {
    ...{ programs, say, clock, devices: Number(given.devices), questions: Number(given.questions) },
    ...{ rate: Number(given.rate), everyMs: Number(given.every) * 1_000 },
    city: createCity(Number(given.devices)),
    span: { from: to - Number(given.days) * 24 * HOUR_MS, to },
  });
  const tables = [];
  for (const name of only.split(',')) tables.push(...(await section(name, shared)));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ machine, loadBefore: load, tables }, null, 1)}\n`);
  if (document !== undefined) writeInto(document, machine, load, tables);
  say(`\nwritten to ${out}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', endAll);
try {
  await main();
} catch (error) {
  say(error.stack);
  process.exitCode = 1;
} finally {
  endAll();
}
process.exit();
