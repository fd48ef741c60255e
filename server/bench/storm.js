import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startFleet } from '../test/storm/fleet.js';
import { COUNTY, devicesOf, writeStormSite } from '../test/storm/site.js';
import { startBroker } from './storm/broker.js';
import { startServer } from './storm/server.js';
import { watchUntil } from './storm/watch.js';

/**
 * A fleet of real connections whose broker goes away and comes back: how many, how long until all are
 * back, whether anybody is thrown out again, and whether anybody is said to be lost who was not.
 */

const USAGE = `node server/bench/storm.js [--devices N] [--T SECONDS] [--base SECONDS] [--cap SECONDS] [--hold SECONDS]
  [--broker embedded|mosquitto] [--end SIGKILL|SIGTERM]`;

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '19000' },
    T: { type: 'string', default: '60' },
    base: { type: 'string', default: '20' },
    cap: { type: 'string', default: '300' },
    hold: { type: 'string', default: '90' },
    broker: { type: 'string', default: 'embedded' },
    end: { type: 'string', default: 'SIGKILL' },
    help: { type: 'boolean', default: false },
  },
});
const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;
const MiB = 1024 * 1024;

const terms = {
  county: COUNTY,
  T: Number(values.T),
  baseS: Number(values.base),
  capS: Number(values.cap),
};
const count = Number(values.devices);

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'storm-'));
  const site = join(folder, 'site');
  writeStormSite(site, count, terms.T);
  const mosquitto = values.broker === 'mosquitto' ? await startBroker(folder) : undefined;
  const ports = { http: 0, mqtt: 0 };
  const again = () => startServer({ folder, site, ports, mqttUrl: mosquitto?.url });
  const stage = { server: await again(), mosquitto, again };
  const empty = await stage.server.memory();
  const port = mosquitto?.port ?? ports.mqtt;
  stage.fleet = startFleet({ devices: devicesOf(count), terms: { ...terms, port } });
  try {
    await gather(stage, empty);
    await storm(stage);
  } finally {
    stage.fleet.end();
    await stage.server.end('SIGKILL');
    mosquitto?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves, with the time it took, when all are connected and the server says that they are online. */
function whole({ fleet, ...stage }) {
  const counts = async () => [(await fleet.counts()).up, await stage.server.online()];
  const isWhole = async () => (await counts()).every((n) => n >= count);
  const progress = async () => (await counts()).join(' connected, ');
  return watchUntil(isWhole, progress, say);
}

async function gather(stage, empty) {
  say(`${count} devices, T ${terms.T} s, ${values.broker}, ${values.end}`);
  say(`all there after ${seconds(await whole(stage))}`);
  const full = await stage.server.memory();
  const each = ((full - empty) / count / 1024).toFixed(1);
  say(`memory ${(full / MiB).toFixed(0)} MiB, ${each} KiB a device with its connection`);
}

async function end(stage) {
  const from = performance.now();
  if (stage.mosquitto) await stage.mosquitto.restart();
  else {
    await stage.server.end(values.end);
    stage.server = await stage.again();
  }
  say(`the broker is back after ${seconds(performance.now() - from)}`);
}

async function storm(stage) {
  const { fleet } = stage;
  const before = await fleet.counts();
  await end(stage);
  const took = await whole(stage);
  const after = await fleet.counts();
  say(`all back ${seconds(took)} later, ${((count / took) * 1_000).toFixed(0)} connections a second`);
  say(`tries that failed ${after.refused - before.refused}; refused ${await stage.server.refused()}`);
  await wait(Number(values.hold) * 1_000);
  const { ended } = await fleet.counts();
  say(`healthy connections ended within ${values.hold} s: ${ended - after.ended}`);
  say(`online ${await stage.server.online()}; incidents ${JSON.stringify(await stage.server.incidents())}`);
  say(`memory ${((await stage.server.memory()) / MiB).toFixed(0)} MiB`);
}

if (values.help) say(USAGE);
else await run();
