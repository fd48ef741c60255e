import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '..', '..', 'server', 'bin', 'fengsui.js');
const ASK_EVERY_MS = 100;

/** The built program with the sample site and a ledger of its own. */
export interface Program {
  url: string;
  /** Calls its API; fails with what it said. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'fengsui-settings-'));
  const [http, mqtt] = [await freePort(), await freePort()];
  const env = { PATH: process.env['PATH'] ?? '', FENGSUI_DATA: folder, FENGSUI_HTTP_PORT: http };
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: { ...env, FENGSUI_MQTT_PORT: mqtt, FENGSUI_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${http}/`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`the server has ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
  }
  return {
    url,
    call: (method, path, body) => call(`${url}api/v1/${path}`, method, body),
    stop: async () => {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}api/v1/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function call(url: string, method: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${await answer.text()}`);
  return answer.json();
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
