import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WINDOW, createDrive } from './drive.js';
import { readMetrics } from './metrics.js';
import { startFengsui, startInflux, startMosquitto } from './servers.js';
import { writeSite } from './site.js';
import { startLoad } from './start-load.js';
import { startWall } from './wall.js';

/** Fengsui with what it stands on, a load and somebody who looks at a wall. */

const CONNECTIONS = 200;

/** Compacted as it would be after hours of rest. */
const AT_REST = ['cache-snapshot-write-cold-duration = "1s"', 'compact-full-write-cold-duration = "1s"'];
const TELL_EVERY_MS = 20_000;
const CAUGHT_UP_WITHIN_MS = 300_000;
const NEARLY = 1_000;
const REST_LOOK_MS = 3_000;
/** So many in a row that find the same: a compaction may still be waiting for its turn. */
const REST_LOOKS = 7;
const REST_WITHIN_MS = 120_000;

/** @param {{ kind: 'embedded' | 'outside', fleet: string, birthRate: number, isLive?: boolean }} options */
export async function startStack({ say, ...options }) {
  const { kind, fleet, birthRate, isLive = false, folder, programs } = options;
  const isOutside = kind === 'outside';
  const { server, mosquitto, influx } = await startServers(options, isOutside);
  say(`  started in ${server.startedInS.toFixed(1)} s`);
  const load = startLoad();
  await load.ask({ do: 'connect', port: server.brokerPort, connections: CONNECTIONS, fleet });
  const from = performance.now();
  const telling = setInterval(() => say(`  ${load.progress().acked} acknowledged`), TELL_EVERY_MS);
  await load.ask({ do: isLive ? 'live' : 'births', rate: birthRate, window: WINDOW });
  clearInterval(telling);
  await caughtUp(server, load);
  say(`  births in ${secondsSince(from).toFixed(1)} s`);
  const wall = await startWall(server);
  const drive = createDrive({ server, load, wall });
  const parts = { fengsui: server, mosquitto, influxd: influx, load };
  const pids = Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part ? [[name, part.pid]] : [])),
  );
  return {
    ...{ kind, server, load, wall, drive, pids },
    /** Stops everything; answers the bytes of the series store at rest. */
    async stop() {
      wall.stop();
      await load.end();
      await server.stop();
      await mosquitto?.stop();
      await influx?.stop();
      return isOutside ? restedInflux(join(folder, 'influx'), programs.influxd) : seriesBytes(server.data);
    },
    heard: server.said,
  };
}

async function startServers({ fleet, folder, programs, program, profile }, isOutside) {
  const site = join(folder, 'site');
  writeSite({ folder: site, fleet });
  const mosquitto = isOutside
    ? await startMosquitto(join(folder, 'mosquitto'), programs.mosquitto)
    : undefined;
  const influx = isOutside ? await startInflux(join(folder, 'influx'), programs.influxd) : undefined;
  const from = performance.now();
  const server = await startFengsui({
    ...{ folder: join(folder, 'fengsui'), site, program, profile },
    ...{ mqttUrl: mosquitto?.url, influxUrl: influx?.url },
  });
  return { server: { ...server, startedInS: secondsSince(from) }, mosquitto, influx };
}

/** Until the server has taken (nearly) all that a broker in between has acknowledged. */
async function caughtUp({ url }, load) {
  const end = performance.now() + CAUGHT_UP_WITHIN_MS;
  for (;;) {
    const taken = (await readMetrics(url))['fengsui_messages_total'];
    if (taken >= load.progress().sent - NEARLY) return;
    if (performance.now() > end)
      throw new Error(`only ${taken} of ${load.progress().sent} births were taken`);
    await wait(500);
  }
}

const secondsSince = (from) => (performance.now() - from) / 1000;

/** What the server keeps, but the ledger and the journal. */
function seriesBytes(data) {
  const kept = readdirSync(data).filter((name) => !/^(ledger|journal|site|lock)/.test(name));
  return kept.reduce((sum, name) => sum + bytesBelow(join(data, name)), 0);
}

async function restedInflux(folder, program) {
  const influx = await startInflux(folder, program, AT_REST);
  const database = () =>
    bytesBelow(join(folder, 'data', 'fengsui')) + bytesBelow(join(folder, 'wal', 'fengsui'));
  const end = performance.now() + REST_WITHIN_MS;
  for (let [before, same] = [-1, 0]; same < 3 && performance.now() < end;) {
    await wait(REST_LOOK_MS);
    const bytes = database();
    same = bytes === before ? same + 1 : 0;
    before = bytes;
  }
  const bytes = database();
  await influx.stop();
  return bytes;
}

function bytesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  // What is on the disk: InfluxDB makes files larger than what they hold.
  if (!found.isDirectory()) return found.blocks * 512;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
