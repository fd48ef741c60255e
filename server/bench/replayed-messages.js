import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip, createGzip } from 'node:zlib';
import { COUNTY, START, birthOf, dataOf, devicesOf, plantOf, topicOf } from './fleet.js';
import { cpuMs, perSecond, timed, timedAsync } from './timed.js';

const PROGRAM = fileURLToPath(new URL('../bin/fengsui.js', import.meta.url));
const DEVICES = 20_000;
const MINUTES = 60;
const RUNS = 3;

/** Writes the processor time of a whole program, its start included, to its fourth stream as it ends. */
const TELL_TIME =
  "data:text/javascript,import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())));";

/** The built program on a recording; it inherits the one core of this process. */
export async function replayedMessages({ folder, site = join(folder, 'site'), recording }) {
  const file = recording ?? join(folder, 'bench.ndjson.gz');
  if (recording === undefined) {
    writeSite(site);
    await writeRecording(file);
  }
  const whole = await bestOf(() => run(site, file));
  const start = await bestOf(() => run(site, writeFirstLine(folder)));
  const { messages } = whole.summary;
  const { unpacking, parsing, lines } = await readAlone(file);
  const rate = (count, ms) => ({ value: perSecond(count, ms), unit: 'a second' });
  return [
    {
      what: `${messages} messages, the start of the program included`,
      ...rate(messages, whole.ms),
      aim: 150_000,
    },
    { what: 'less the start', ...rate(messages, whole.ms - start.ms) },
    { what: 'by the wall clock, the start included', ...rate(messages, whole.wallMs) },
    { what: 'the start: program, site, first line', value: start.ms / 1000, unit: 's' },
    { what: 'beside it: unpacking alone', ...rate(lines, unpacking) },
    { what: 'beside it: JSON.parse alone', ...rate(lines, parsing) },
    { what: 'beside it: both together', ...rate(lines, unpacking + parsing) },
  ];
}

async function bestOf(measure) {
  let best;
  for (let i = 0; i < RUNS; i++) {
    const one = await measure();
    if (best === undefined || one.ms < best.ms) best = one;
  }
  return best;
}

async function run(site, recording) {
  const from = performance.now();
  const args = ['--import', TELL_TIME, PROGRAM, 'replay', '--site', site, '--recording', recording];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const said = { out: '', time: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stdio[3].on('data', (chunk) => (said.time += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`replay ended with ${code}`);
  const summary = JSON.parse(said.out.trimEnd().split('\n').at(-1));
  return { summary, ms: cpuMs(JSON.parse(said.time)), wallMs: performance.now() - from };
}

async function readAlone(file) {
  const chunks = [];
  const unpacking = await timedAsync(async () => {
    for await (const chunk of createReadStream(file).pipe(createGunzip())) chunks.push(chunk);
  });
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  const parsing = timed(() => {
    for (const line of lines) JSON.parse(line);
  });
  return { unpacking, parsing, lines: lines.length };
}

function writeFirstLine(folder) {
  const name = join(folder, 'first.ndjson');
  writeFileSync(name, `${JSON.stringify({ at: START, mark: 'end' })}\n`);
  return name;
}

function writeSite(folder) {
  mkdirSync(folder, { recursive: true });
  const table = (name, head, rows) => writeFileSync(join(folder, name), `${[head, ...rows].join('\n')}\n`);
  table('divisions.csv', 'code,parent,level,name', [
    '441200,440000,city,肇庆市',
    `${COUNTY},441200,county,四会市`,
  ]);
  table(
    'plant.csv',
    'id,parent,kind,name,area,lon,lat',
    [...plantOf(DEVICES)].map(
      ({ id, parent = '', kind, name, area }) => `${id},${parent},${kind},${name},${area},,`,
    ),
  );
  table(
    'devices.csv',
    'id,class,node,area,name,lon,lat,T,homes,population',
    [...devicesOf(DEVICES)].map(
      (one) => `${one.id},${one.class},${one.node},${one.area},${one.name},,,${one.T},1,3`,
    ),
  );
}

function* linesOf() {
  const devices = [...devicesOf(DEVICES)];
  const seqs = new Uint32Array(DEVICES);
  const due = [...devices.keys()].map((index) => ({ index, at: START + ((index * 7_919) % 300_000) }));
  const end = START + MINUTES * 60_000;
  for (let from = START; from < end; from += 1_000) {
    const now = due.filter(({ at }) => at < from + 1_000).sort((a, b) => a.at - b.at);
    for (const one of now) {
      yield lineOf(devices[one.index], one.index, seqs[one.index]++, one.at);
      one.at += devices[one.index].T * 1_000;
    }
  }
  yield `${JSON.stringify({ at: end, mark: 'end' })}\n`;
}

function lineOf(device, index, seq, at) {
  const payload = seq === 0 ? birthOf(index, device, at - 50) : dataOf(index, device, seq, at - 50);
  return `${JSON.stringify({ at, topic: topicOf(device, seq === 0 ? 'birth' : 'data'), payload })}\n`;
}

async function writeRecording(file) {
  await pipeline(linesOf, createGzip(), createWriteStream(file));
}
