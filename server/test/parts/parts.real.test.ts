import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InfluxDB } from 'influx';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { chromium as browsers } from 'playwright-core';
import { build } from 'rolldown';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../until.ts';
import { chromium } from './chromium.ts';
import { freePort } from './free-port.ts';
import { startInflux } from './influx.ts';
import { startMosquitto } from './mosquitto.ts';
import type { MosquittoOptions } from './mosquitto.ts';

async function broker(options?: MosquittoOptions) {
  const mosquitto = await startMosquitto(options);
  onTestFinished(() => mosquitto.stop());
  return mosquitto;
}

async function client(url: string): Promise<MqttClient> {
  const connected = await connectAsync(url, { reconnectPeriod: 50, connectTimeout: 2_000 });
  onTestFinished(() => connected.endAsync(true));
  return connected;
}

function heardBy(subscriber: MqttClient): string[] {
  const heard: string[] = [];
  subscriber.on('message', (_topic, payload) => heard.push(payload.toString()));
  return heard;
}

const hears = (heard: string[], text: string) => until(`to hear ${text}`, () => heard.includes(text));

describe('mosquitto', () => {
  it('delivers what is published', async () => {
    const { url } = await broker();
    const subscriber = await client(url);
    const heard = heardBy(subscriber);
    await subscriber.subscribeAsync('a/#', { qos: 1 });
    await (await client(url)).publishAsync('a/b', 'hello', { qos: 1 });
    await hears(heard, 'hello');
  });

  it('comes back on the same port after it was killed', async () => {
    const mosquitto = await broker();
    const subscriber = await client(mosquitto.url);
    const heard = heardBy(subscriber);
    await mosquitto.kill();
    await until('the connection to break', () => !subscriber.connected);
    await mosquitto.restart();
    await until('the connection to return', () => subscriber.connected);
    await subscriber.subscribeAsync('a', { qos: 1 });
    await subscriber.publishAsync('a', 'again', { qos: 1 });
    await hears(heard, 'again');
  });

  it('keeps retained messages over a restart when told to', async () => {
    const mosquitto = await broker({ persistence: true, extraConfig: 'max_queued_messages 10' });
    await (await client(mosquitto.url)).publishAsync('a', 'kept', { qos: 1, retain: true });
    await mosquitto.restart();
    const subscriber = await client(mosquitto.url);
    const heard = heardBy(subscriber);
    await subscriber.subscribeAsync('a');
    await hears(heard, 'kept');
  });

  it('answers nothing while it is paused, and goes on after', async () => {
    const mosquitto = await broker();
    const publisher = await client(mosquitto.url);
    mosquitto.pause();
    let isAnswered = false;
    const published = publisher.publishAsync('a', 'late', { qos: 1 }).then(() => (isAnswered = true));
    await expect(connectAsync(mosquitto.url, { connectTimeout: 300, reconnectPeriod: 0 })).rejects.toThrow();
    expect(isAnswered).toBe(false);
    mosquitto.resume();
    await published;
  });

  it('accepts the example configuration', async () => {
    const example = new URL('../../../config/examples/mosquitto.conf', import.meta.url);
    const ours = /^(listener|allow_anonymous|persistence|persistence_location|log_dest|log_type) .*$/gm;
    const extraConfig = readFileSync(example, 'utf8').replaceAll(ours, '');
    expect(extraConfig).toContain('max_queued_messages');
    await broker({ persistence: true, extraConfig });
  });

  it('says why it does not start', async () => {
    await expect(startMosquitto({ extraConfig: 'no_such_setting 1' })).rejects.toThrow(/no_such_setting/);
  });
});

describe('InfluxDB', () => {
  it('keeps what is written, over a kill as well', async () => {
    const influx = await startInflux();
    onTestFinished(() => influx.stop());
    const database = new InfluxDB({ host: '127.0.0.1', port: influx.port, database: 'parts' });
    await database.createDatabase('parts');
    await database.writePoints([{ measurement: 'm', tags: { device: 'a' }, fields: { mer_db: 35.5 } }]);
    await influx.kill();
    await influx.restart();
    const rows = await database.query<{ mer_db: number }>('select mer_db from m');
    expect(rows.map((row) => row.mer_db)).toEqual([35.5]);
  });
});

describe('Chromium', () => {
  it('renders Chinese text in a font that has it', async () => {
    const browser = await browsers.launch(chromium());
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const widthOf = async (text: string) => {
      await page.setContent(`<html lang="zh-CN"><span style="font: 100px sans-serif">${text}</span></html>`);
      return (await page.locator('span').boundingBox())?.width;
    };
    expect(await widthOf('烽燧')).toBe(200);
    /** A glyph that no font has is a box, and looks the same for every text. */
    await page.setContent('<p style="font: 100px sans-serif">烽</p>');
    const beacon = await page.locator('p').screenshot();
    await page.setContent('<p style="font: 100px sans-serif">燧</p>');
    expect(beacon.equals(await page.locator('p').screenshot())).toBe(false);
  });
});

describe('a kept process', () => {
  it('ends, and its folder with it, when the test run that started it is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fengsui-kept-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    const listen = `require('net').createServer().listen(${port}, '127.0.0.1')`;
    const killRunner = await startRunner(folder, [process.execPath, '--eval', listen]);
    await until('the process to listen', () => accepts(port));
    killRunner();
    await until('the process to end', async () => !(await accepts(port)));
    await until('its folder to go', () => !existsSync(folder));
  });
});

/** A process of its own that keeps another; killed, it has no time to clean up. */
async function startRunner(folder: string, command: string[]): Promise<() => void> {
  const module = join(folder, 'kept-process.mjs');
  const input = fileURLToPath(new URL('kept-process.ts', import.meta.url));
  await build({ input, platform: 'node', output: { file: module } });
  const keep = `keepProcess(${JSON.stringify(command)}, ${JSON.stringify(folder)})`;
  const script = `import { keepProcess } from ${JSON.stringify(module)}; ${keep};`;
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  const kill = () => void runner.kill('SIGKILL');
  onTestFinished(kill);
  return kill;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
