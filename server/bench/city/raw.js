import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { perSecond } from '../timed.js';
import { WINDOW } from './drive.js';
import { eachOf } from './each-of.js';
import { cpuOf } from './processes.js';
import { startInflux, startMosquitto } from './servers.js';
import { startLoad } from './start-load.js';

/** What the parts can do by themselves, one after the other, on the messages that the whole is given. */

const RAW_PART = fileURLToPath(new URL('raw-part.js', import.meta.url));
const SUBSCRIBER = fileURLToPath(new URL('subscriber.js', import.meta.url));
const AEDES = fileURLToPath(new URL('bare-aedes.js', import.meta.url));
const CONNECTIONS = 200;
const AHEAD = 10_000;
const FEED_EVERY_MS = 20;
const WARM_UP_MS = 2_000;

async function inProcess(name, given) {
  const child = spawn(process.execPath, [RAW_PART, name, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the raw part ${name} ended with ${code}`);
  return JSON.parse(text);
}

const figuresOf = ({ count, wallMs, processorMs }) => ({
  rate: perSecond(count, wallMs),
  cpuUs: { self: (processorMs / count) * 1000 },
});

/** Children of a broker's part, ended whatever happens. */
async function withChildren(work) {
  const children = [];
  const child = async (file, args, isReady) => {
    const one = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    children.push(one);
    for (;;) {
      const [said] = await once(one, 'message');
      if (isReady(said)) return { one, said };
    }
  };
  try {
    return await work(child);
  } finally {
    for (const one of children) one.kill('SIGKILL');
  }
}

/** As fast as the subscriber gets them: so many more may be under way. */
async function throughBroker({ port, broker, seconds }) {
  return withChildren(async (child) => {
    const url = `mqtt://127.0.0.1:${port}`;
    const { one: subscriber } = await child(SUBSCRIBER, [url], ({ ready }) => ready);
    let taken = 0;
    subscriber.on('message', (said) => (taken = said.taken ?? taken));
    const load = startLoad();
    try {
      await load.ask({ do: 'connect', port, connections: CONNECTIONS, fleet: 'mixed' });
      await load.ask({ do: 'run', mode: 'closed', window: WINDOW, allowed: AHEAD });
      const feed = async (ms) => {
        for (const end = performance.now() + ms; performance.now() < end; await wait(FEED_EVERY_MS)) {
          await load.ask({ do: 'allow', allowed: taken + AHEAD });
        }
      };
      await feed(WARM_UP_MS);
      const pids = { broker, subscriber: subscriber.pid };
      const look = () => ({ at: performance.now(), taken, cpu: eachOf(pids, cpuOf) });
      const before = look();
      await feed(seconds * 1000);
      const after = look();
      const count = after.taken - before.taken;
      const us = (name) => ((after.cpu[name] - before.cpu[name]) / count) * 1e6;
      return { rate: perSecond(count, after.at - before.at), cpuUs: eachOf(pids, (_pid, name) => us(name)) };
    } finally {
      load.kill();
    }
  });
}

async function withServer(starting, work) {
  const server = await starting;
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** In this order; `of` says of which of the two ways of running it is a part. */
export const RAW = [
  {
    name: 'aedes',
    about: 'aedes alone to a bare mqtt.js subscriber, QoS 1',
    of: ['embedded'],
    run: ({ seconds }) =>
      withChildren(async (child) => {
        const { one, said } = await child(AEDES, [], ({ port }) => port);
        return throughBroker({ port: said.port, broker: one.pid, seconds });
      }),
  },
  {
    name: 'mosquitto',
    about: 'Mosquitto alone to a bare mqtt.js subscriber, QoS 1',
    of: ['outside'],
    run: ({ folder, seconds, programs }) =>
      withServer(startMosquitto(join(folder, 'mosquitto'), programs.mosquitto), ({ port, pid }) =>
        throughBroker({ port, broker: pid, seconds }),
      ),
  },
  {
    name: 'duckdb',
    about: "DuckDB's appender, transactions of 10,000 messages",
    of: ['embedded'],
    run: async (given) => figuresOf(await inProcess('duckdb', pick(given))),
  },
  {
    name: 'influx',
    about: 'InfluxDB, line protocol in batches of 10,000, two connections that are kept',
    of: ['outside'],
    run: ({ folder, seconds, programs }) =>
      withServer(startInflux(join(folder, 'influx'), programs.influxd), async ({ url, pid }) => {
        const before = cpuOf(pid);
        const done = await inProcess('influx', { url, seconds });
        const { rate, cpuUs } = figuresOf(done);
        return { rate, cpuUs: { ...cpuUs, influxd: ((cpuOf(pid) - before) / done.count) * 1e6 } };
      }),
  },
  {
    name: 'file',
    about: 'appending to a file, groups of 300, each pushed through to the disk',
    of: ['embedded', 'outside'],
    run: async (given) => figuresOf(await inProcess('file', pick(given))),
  },
  {
    name: 'parsing',
    about: 'JSON.parse of the payloads',
    of: ['embedded', 'outside'],
    run: async (given) => figuresOf(await inProcess('parsing', pick(given))),
  },
];

function pick({ folder, seconds }) {
  mkdirSync(folder, { recursive: true });
  return { folder, seconds };
}
