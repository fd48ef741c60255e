import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium as playwright } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium } from './parts/chromium.ts';
import { freePort } from './parts/free-port.ts';
import type { RunningServer } from './processes.ts';
import { killAll, runProbe, runServer } from './processes.ts';

const DEVICE = 'wall-1';
const TOKEN = 'a-token-of-some-length';
/** A name that is not this machine's own, for a browser that sits elsewhere. */
const ELSEWHERE = 'noc.example';

let browser: Browser;
let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
let page: Page;

const startServer = () =>
  runServer(ports.http, {
    FENGSUI_DATA: join(folder, 'server'),
    FENGSUI_MQTT_PORT: String(ports.mqtt),
    FENGSUI_BOOTSTRAP_TOKEN: TOKEN,
  });

beforeAll(async () => {
  const { executablePath, args } = chromium();
  browser = await playwright.launch({
    executablePath,
    args: [...args, `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`],
  });
});

afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wall-'));
  ports = { http: await freePort(), mqtt: await freePort() };
  server = await startServer();
  runProbe(DEVICE, {
    FENGSUI_DATA: join(folder, 'probe'),
    FENGSUI_MQTT_URL: `mqtt://127.0.0.1:${ports.mqtt}`,
  });
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
});

afterEach(async () => {
  await page.close();
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('the wall of a real server', () => {
  it('shows this machine live, says when the server is gone, and is right again without a reload', async () => {
    await page.goto(`http://localhost:${ports.http}/wall`);
    await page.getByText(DEVICE).first().waitFor();
    await page.getByText('运行时长').first().waitFor();
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    await server.kill('SIGKILL');
    await page.getByText('数据已过期').waitFor();
    server = await startServer();
    await page.getByText('数据已过期').waitFor({ state: 'hidden' });
    await page.getByText(DEVICE).first().waitFor();
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  });

  it('asks a browser elsewhere for the token, once', async () => {
    await page.goto(`http://${ELSEWHERE}:${ports.http}/wall`);
    await page.getByLabel('访问令牌').fill('wrong');
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByText('令牌不对').waitFor();
    await page.getByLabel('访问令牌').fill(TOKEN);
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByText(DEVICE).first().waitFor();
    await page.reload();
    await page.getByText(DEVICE).first().waitFor();
  });
});
