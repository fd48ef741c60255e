import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Everything that the bench starts, each with a folder of its own; `endAll` ends what is left. */

const PROGRAM = fileURLToPath(new URL('../../bin/fengsui.js', import.meta.url));
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/opt/homebrew/bin'];
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 60_000;

const alive = new Set();
/** What was said by those that ended by themselves. */
const lastWords = [];

export const takeLastWords = () => lastWords.splice(0).join('\n');

export function endAll() {
  for (const child of alive) child.kill('SIGKILL');
  alive.clear();
}

/** Where a program is; undefined where it is not installed. */
export function find(name, path) {
  return [...path.split(delimiter).filter(Boolean), ...MORE_FOLDERS]
    .map((folder) => join(folder, name))
    .find(existsSync);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function start({ name, command, isReady, env }) {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  alive.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (said = (said + chunk).slice(-20_000)));
  }
  let isStopping = false;
  const ended = once(child, 'exit').then(([code, signal]) => {
    const isEnded = !alive.delete(child);
    if (!isStopping && !isEnded)
      lastWords.push(`${name} has ended (${code ?? signal}):\n${said.slice(-4_000)}`);
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(() => said))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`${name} did not become ready:\n${said}`);
    }
    await wait(50);
  }
  return {
    pid: child.pid,
    said: () => said,
    async stop() {
      isStopping = true;
      const killing = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(killing);
    },
  };
}

const answers = (url, status) => () =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => status === undefined || answer.status === status,
    () => false,
  );

/** With the limits of the example configuration; nothing on disk, as the bench never stops it midway. */
export async function startMosquitto(folder, program) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    ...[`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'user root', 'log_dest stderr'],
    ...['persistence true', `persistence_location ${folder}/`, 'autosave_interval 30'],
    ...['max_queued_messages 1000000', 'max_queued_bytes 536870912', 'max_inflight_messages 100'],
    'set_tcp_nodelay true',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const isReady = async (said) => /mosquitto version \S+ running/.test(said());
  const running = await start({ name: 'mosquitto', command: [program, '-c', file], isReady });
  return { ...running, port, url: `mqtt://127.0.0.1:${port}` };
}

/** InfluxDB 1.x with the settings it comes with, without limits of devices; `more` replaces some of its `[data]`. */
export async function startInflux(folder, program, more = []) {
  const [port, rpcPort] = [await freePort(), await freePort()];
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'influxdb.conf');
  const lines = [
    ...['reporting-disabled = true', `bind-address = "127.0.0.1:${rpcPort}"`],
    ...['[meta]', `dir = "${folder}/meta"`],
    ...[
      '[data]',
      `dir = "${folder}/data"`,
      `wal-dir = "${folder}/wal"`,
      ...['query-log-enabled = false', 'max-values-per-tag = 0', 'max-series-per-database = 0'],
      ...more,
    ],
    ...['[monitor]', 'store-enabled = false'],
    ...['[http]', `bind-address = "127.0.0.1:${port}"`, 'log-enabled = false'],
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const url = `http://127.0.0.1:${port}`;
  const command = [program, '-config', file];
  const running = await start({ name: 'influxd', command, isReady: answers(`${url}/ping`, 204) });
  return { ...running, port, url };
}

/** The built program, as an operator runs it: settings in a file, the rest from the environment. */
export async function startFengsui({ folder, site, mqttUrl, influxUrl, profile, program = PROGRAM }) {
  const [httpPort, mqttPort] = [await freePort(), await freePort()];
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, 'settings.yaml');
  writeFileSync(settings, 'mqtt: { embedded: { maxRatePerClient: 100000 } }\n');
  const env = {
    ...{ FENGSUI_HTTP_PORT: String(httpPort), FENGSUI_MQTT_PORT: String(mqttPort) },
    ...{ FENGSUI_SITE: site, FENGSUI_DATA: join(folder, 'data'), FENGSUI_LOG_LEVEL: 'warn' },
    ...(mqttUrl ? { FENGSUI_MQTT_URL: mqttUrl } : {}),
    ...(influxUrl ? { FENGSUI_INFLUX_URL: influxUrl } : {}),
  };
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const command = [process.execPath, ...flags, program, 'serve', '--settings', settings];
  const url = `http://127.0.0.1:${httpPort}`;
  const isReady = answers(`${url}/api/v1/health`);
  const running = await start({ name: 'fengsui', command, isReady, env });
  const brokerPort = mqttUrl ? Number(new URL(mqttUrl).port) : mqttPort;
  return { ...running, url, brokerPort, data: join(folder, 'data') };
}
