import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const PROGRAM = fileURLToPath(new URL('../../bin/fengsui.js', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** The built program; `ports` are chosen the first time and kept for the next. */
export async function startServer({ folder, site, ports, mqttUrl }) {
  ports.http ||= await freePort();
  ports.mqtt ||= await freePort();
  const env = {
    ...{ FENGSUI_HTTP_PORT: String(ports.http), FENGSUI_MQTT_PORT: String(ports.mqtt) },
    ...{ FENGSUI_SITE: site, FENGSUI_DATA: join(folder, 'data'), FENGSUI_LOG_LEVEL: 'warn' },
    ...(mqttUrl ? { FENGSUI_MQTT_URL: mqttUrl } : {}),
  };
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const base = `http://127.0.0.1:${ports.http}`;
  const get = async (path) => (await fetch(base + path)).json();
  const metrics = async () => (await fetch(`${base}/metrics`)).text();
  await answering(base, child);
  return {
    online: async () => (await get('/api/v1/regions/441223')).region.devices.ONLINE ?? 0,
    async incidents() {
      const { items } = await get('/api/v1/incidents?state=all');
      return items.map(
        ({ type, scope, openedAt }) => `${type} ${scope.id} ${new Date(openedAt).toISOString()}`,
      );
    },
    memory: async () => Number(/^process_resident_memory_bytes (\d+)/m.exec(await metrics())?.[1]),
    async refused() {
      const told = (await metrics()).matchAll(/^fengsui_broker_refused_total\{reason="(.*)"\} (\d+)/gm);
      return JSON.stringify(Object.fromEntries([...told].map(([, reason, n]) => [reason, Number(n)])));
    },
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

async function answering(base, child) {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${base}/api/v1/health`).catch(() => undefined))) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error('the server does not answer');
    await wait(50);
  }
}
