import { setTimeout as wait } from 'node:timers/promises';
import { createEncoder } from './encoder.js';
import { createHistogram } from './histogram.js';
import { createLine } from './line.js';
import { createWheel } from './wheel.js';

/**
 * The load, a process of its own: many connections, each with devices of its own. Its parent tells it
 * what to do; it tells how far it is.
 */

const TELL_EVERY_MS = 100;
const TICK_MS = 10;
const IDLE = { mode: 'idle', window: 0 };

const now = () => performance.now();
const load = {
  plan: IDLE,
  counts: { sent: 0, samples: 0, acked: 0 },
  latency: createHistogram(),
  encoder: undefined,
};
let lines = [];
let fleet = '';

function fail(error) {
  process.send({ failed: error.message });
  process.exit(1);
}

function tell() {
  const { user, system } = process.cpuUsage();
  process.send({ ...load.counts, cpuS: (user + system) / 1e6 });
}

/** Every message has its time; one that could not leave then is late, and its latency counts from then. */
async function atRate(own) {
  const from = now();
  let [sent, turn] = [0, 0];
  while (load.plan === own) {
    const due = Math.floor(((now() - from) / 1000) * own.rate) - sent;
    const each = Math.max(1, Math.ceil(due / lines.length));
    for (let tries = 0, left = due; left > 0 && tries < lines.length; tries++) {
      const went = lines[turn++ % lines.length].offer(Math.min(each, left), from + (sent / own.rate) * 1000);
      sent += went;
      left -= went;
    }
    await wait(TICK_MS);
  }
}

/** Each device at its own interval from its birth on; until the plan is another one. */
async function natural(own) {
  while (load.plan === own) {
    own.wheel.turn();
    await wait(TICK_MS);
  }
}

async function births(rate, born) {
  const from = now();
  const { devices } = load.encoder;
  for (let index = 0; index < devices;) {
    const due = Math.min(devices, Math.floor(((now() - from) / 1000) * rate));
    for (; index < due && lines[index % lines.length].room() > 0; index++) {
      lines[index % lines.length].birth(index);
      born(index);
    }
    await wait(TICK_MS);
  }
}

async function settled() {
  while (lines.some((line) => line.waiting() > 0)) await wait(TICK_MS);
}

const fillAll = () => lines.forEach((line) => line.fill());

const START = { closed: fillAll, rate: atRate };

const DO = {
  async connect({ port, connections, fleet: name }) {
    fleet = name;
    load.encoder = createEncoder(fleet);
    for (let index = 0; index < connections; index++) {
      lines.push(createLine({ index, stride: connections, port, load, fail }));
      if (index % 50 === 49) await lines[index].whenReady;
    }
    await Promise.all(lines.map(({ whenReady }) => whenReady));
  },
  async births({ rate, window }) {
    load.plan = { mode: 'births', window };
    await births(rate, () => undefined);
    await settled();
  },
  /** Births, and from then on what a fleet sends. */
  async live({ rate, window }) {
    const wheel = createWheel(fleet, (index) => lines[index % lines.length].one(index));
    load.plan = { mode: 'natural', window, wheel };
    void natural(load.plan);
    await births(rate, wheel.add);
  },
  async run(order) {
    load.plan = order;
    void START[order.mode](order);
  },
  /** So many in all may have been sent. */
  async allow({ allowed }) {
    load.plan.allowed = allowed;
    if (load.plan.mode === 'closed') fillAll();
  },
  /** Latencies from here on. */
  async fresh() {
    load.latency = createHistogram();
  },
  async latencies() {
    return load.latency.values();
  },
  async stop() {
    load.plan = IDLE;
    await settled();
    tell();
  },
  async end() {
    for (const line of lines) line.end();
    lines = [];
    setTimeout(() => process.exit(), 100);
  },
};

process.on('message', ({ number, order }) => {
  DO[order.do](order).then((answer) => process.send({ number, answer }), fail);
});
process.on('disconnect', () => process.exit());
setInterval(tell, TELL_EVERY_MS);
