import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './city/machine.js';
import { writeInto } from './city/markdown.js';
import { SECTIONS } from './city/sections.js';
import { endAll, find, takeLastWords } from './city/servers.js';
import { row } from './table.js';

/**
 * Messages of a city from the broker to disk, on this machine: the raw parts, the whole on the same
 * messages, fleets held for minutes. Linux only, as processor time by thread comes from /proc.
 */

const OUT = fileURLToPath(new URL('../dist/bench/city.json', import.meta.url));
const USUAL_PATH = '/usr/bin:/bin:/usr/local/bin';
const PROGRAMS = ['mosquitto', 'influxd'];

const say = (line = '') => process.stdout.write(`${line}\n`);

function options() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      /** Names of sections, with commas between. */
      only: { type: 'string' },
      seconds: text('30'),
      'raw-seconds': text('10'),
      minutes: text('10'),
      samples: text('1000000'),
      /** Messages a second, instead of looking for what holds. */
      rate: { type: 'string' },
      out: text(OUT),
      /** A document whose figures are written anew. */
      'write-into': { type: 'string' },
      /** A folder for the server's processor profiles. */
      profile: { type: 'string' },
      /** Another build of the program. */
      program: { type: 'string' },
    },
  });
  return {
    ...values,
    ...{ seconds: Number(values.seconds), rawSeconds: Number(values['raw-seconds']) },
    samples: Number(values.samples),
    ...{ minutes: Number(values.minutes), rate: Number(values.rate ?? 0) || undefined },
  };
}

function chosen(only) {
  if (only === undefined) return Object.keys(SECTIONS);
  const names = only.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown.length > 0)
    throw new Error(`no section ${unknown.join()}; there are: ${Object.keys(SECTIONS)}`);
  return names;
}

async function run(name, given) {
  const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`));
  const clear = () => {
    endAll();
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', clear);
  try {
    return await SECTIONS[name].run({ ...given, folder });
  } finally {
    process.off('exit', clear);
    clear();
  }
}

/** Answers its rows, and keeps what it measured; a part that fails does not cost the others. */
async function section(name, given, done) {
  const { about, needs, figures } = SECTIONS[name];
  say(`\n${about}`);
  if (needs.some((each) => given.programs[each] === undefined)) {
    say(`  left out: needs ${needs.join(' and ')}`);
    return [];
  }
  try {
    const result = await run(name, given);
    done[name] = { about, ...result };
    const rows = figures(result, done);
    for (const figure of rows) say(row(figure));
    return [{ about, rows }];
  } catch (error) {
    say(`  failed: ${error.stack}\n${takeLastWords()}`);
    done[name] = { about, failed: error.message };
    process.exitCode = 1;
    return [];
  }
}

async function main() {
  const { only, out, 'write-into': document, ...given } = options();
  const programs = Object.fromEntries(PROGRAMS.map((name) => [name, find(name, USUAL_PATH)]));
  const machine = describeMachine(programs);
  say(machine.text);
  const load = loadavg()[0] ?? 0;
  say(`load ${load.toFixed(1)}; what other programs use meanwhile is said with each`);
  if (given.profile !== undefined) mkdirSync(given.profile, { recursive: true });
  mkdirSync(dirname(out), { recursive: true });
  const tables = [];
  const sections = {};
  for (const name of chosen(only)) {
    tables.push(...(await section(name, { ...given, programs, say }, sections)));
    writeFileSync(out, `${JSON.stringify({ machine, loadBefore: load, sections }, null, 1)}\n`);
  }
  if (document !== undefined) writeInto(document, machine, load, tables);
  say(`\nwritten to ${out}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  say(error.stack);
  process.exitCode = 1;
} finally {
  endAll();
}
process.exit();
