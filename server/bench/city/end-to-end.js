import { setTimeout as wait } from 'node:timers/promises';
import { VALUES } from './devices.js';
import { isKept, search } from './drive.js';
import { percentile } from './histogram.js';
import { histogramOf } from './metrics.js';
import { cpuOf, cpuOfMachine, memoryOf, threadsOf } from './processes.js';
import { eachOf } from './each-of.js';
import { startStack } from './stack.js';

/** The whole way on the same messages: the highest rate that holds, and what it takes. */

const FLOOD_S = 8;
const TRIAL_S = 8;
/** Of a rate that short trials have found, when it does not hold for long. */
const STEP_DOWN = 0.92;
const TRIES = 5;
const BIRTHS_A_SECOND = 10_000;

export async function endToEnd({ kind, seconds, say, ...given }) {
  const stack = await startStack({ kind, fleet: 'mixed', birthRate: BIRTHS_A_SECOND, say, ...given });
  const flood = await flooded(stack, FLOOD_S);
  say(`  flooded: acknowledged ${show(flood.acked)}/s, stored ${show(flood.stored)}/s`);
  say(`  looking for the highest rate that holds`);
  const guess = Math.max(1_000, 0.9 * Math.min(flood.acked, flood.stored));
  let rate = given.rate ?? (await search({ drive: stack.drive, guess, seconds: TRIAL_S, say }));
  let held;
  for (let tries = 1; ; tries++) {
    held = await measure(stack, (drive) => drive.hold(rate, seconds));
    held.drained = await stack.drive.drain();
    if (isKept(rate, held) || given.rate) break;
    say(`  ${show(rate)}/s does not hold for ${seconds} s`);
    if (tries === TRIES) throw new Error('no rate was found that holds');
    rate *= STEP_DOWN;
    await wait(1_000);
  }
  const { stored } = await stack.drive.look();
  const bytes = await stack.stop();
  return { ...held, ...sizes(bytes, stored), flood, said: stack.heard().slice(-2_000) };
}

/** As fast as it goes, and what each message then takes: the fixed costs of a second hardly count. */
async function flooded({ drive, load, pids }, seconds) {
  const before = spent(pids, load);
  const pace = await drive.flood(seconds);
  const now = spent(pids, load);
  const messages = now.sent - before.sent;
  return {
    ...pace,
    cpuUs: eachOf(pids, (_pid, name) => ((now.cpu[name] - before.cpu[name]) / messages) * 1e6),
    threadsUs: threadUs(now.threads, before.threads, pids.fengsui, messages),
  };
}

const sizes = (bytes, stored) => ({
  bytes,
  samples: stored,
  bytesASample: bytes / stored,
  bytesAValue: bytes / stored / VALUES,
});

/** What a long history takes on the disk: few devices, each with as many samples as in days. */
export async function sizeOnDisk({ kind, samples, say, ...given }) {
  const stack = await startStack({ kind, fleet: 'few', birthRate: BIRTHS_A_SECOND, say, ...given });
  for (let stored = 0; stored < samples;) {
    await stack.drive.flood(FLOOD_S);
    stored = (await stack.drive.look()).stored;
    say(`  ${show(stored)} of ${show(samples)} samples`);
  }
  const { stored } = await stack.drive.look();
  return sizes(await stack.stop(), stored);
}

/** What a stretch of work takes, by part. */
export async function measure({ drive, load, wall, pids }, work) {
  const before = spent(pids, load);
  const { looks, ...pace } = await work(drive);
  const now = spent(pids, load);
  const messages = now.sent - before.sent;
  const seconds = (now.at - before.at) / 1000;
  const cpuS = eachOf(pids, (_pid, name) => now.cpu[name] - before.cpu[name]);
  const after = (await drive.look()).figures;
  const puback = await load.ask({ do: 'latencies' });
  return {
    ...pace,
    cpuUs: eachOf(cpuS, (s) => (s / messages) * 1e6),
    threadsUs: threadUs(now.threads, before.threads, pids.fengsui, messages),
    cores: eachOf(cpuS, (s) => s / seconds),
    coresOfOthers: (now.machine - before.machine - sumOf(cpuS)) / seconds,
    ...perCore(cpuS, messages),
    memory: eachOf(pids, memoryOf),
    puback: percentiles(puback),
    stored: pace.stored,
    toStored: percentiles(histogramOf(after, looks[0].figures, 'fengsui_arrival_to_stored_ms')),
    toWall: percentiles(wall.latencies()),
    /** The longest that the main thread has let a question wait. */
    answeredMs: Math.max(...looks.map(({ answeredMs }) => answeredMs)),
    lagMs: Math.max(...looks.map(({ figures }) => figures['fengsui_ingest_lag_ms'])),
    refused: after['fengsui_samples_refused_total'],
    looks,
  };
}

const spent = (pids, load) => ({
  at: performance.now(),
  sent: load.progress().sent,
  cpu: eachOf(pids, cpuOf),
  threads: threadsOf(pids.fengsui),
  machine: cpuOfMachine() - cpuOf(process.pid),
});

const sumOf = (figures) => Object.values(figures).reduce((sum, one) => sum + one, 0);

/** All but the load. */
function perCore({ load: _load, ...cpuS }, messages) {
  const all = sumOf(cpuS);
  return { messagesPerCore: messages / all, valuesPerCore: (messages * VALUES) / all };
}

const percentiles = (values) =>
  values.length === 0
    ? undefined
    : eachOf({ p50: 0.5, p90: 0.9, p99: 0.99, max: 1 }, (part) => percentile(values, part));

/** Of the server's threads the main one, and the others from the busiest on. */
function threadUs(after, before, pid, messages) {
  const us = (tid) => ((after[tid].cpuS - (before[tid]?.cpuS ?? 0)) / messages) * 1e6;
  const others = Object.keys(after)
    .filter((tid) => Number(tid) !== pid)
    .map((tid) => ({ name: after[tid].name, us: us(tid) }))
    .filter((one) => one.us > 0.1)
    .sort((a, b) => b.us - a.us);
  return { main: us(pid), others };
}

const show = (number) => Math.round(number).toLocaleString('en-US');
