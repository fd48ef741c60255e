import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figure, held, stale, useHarness } from './wall-harness.ts';

const { stageOf, open } = useHarness();

/** Survives as long as the page is not loaded anew. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { mark: true }));
const isMarked = (page: Page) => page.evaluate(() => 'mark' in window);

describe('a wall that nobody stands at', () => {
  it('says within seconds that its server is gone, since when, and greys what it shows', async () => {
    const stage = await stageOf('trouble');
    const { page } = await open(stage);
    await figure(page, '在线').waitFor();
    await stage.kill();
    await stale(page).waitFor({ timeout: 7_000 });
    expect(await stale(page).textContent()).toMatch(/数据已过期.*自 \d\d:\d\d:\d\d 起未更新/s);
    expect(await stale(page).textContent()).toContain('连接已断开');
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).filter)).toBe('grayscale(1)');
    expect(await page.locator('.header .ok').count()).toBe(0);
  });

  it('says so too when the connection stands and nothing comes any more', async () => {
    const stage = await stageOf('calm');
    const { page } = await open(stage, '?lang=en');
    await figure(page, 'Online').waitFor();
    stage.freeze();
    await stale(page).waitFor({ timeout: 7_000 });
    expect(await stale(page).textContent()).toContain('no sign of life');
  });

  it('returns by itself, without a reload, equal to a server that has changed meanwhile', async () => {
    const stage = await stageOf('trouble');
    const { page } = await open(stage);
    await figure(page, '在线').waitFor();
    await mark(page);
    await stage.kill();
    await stale(page).waitFor({ timeout: 7_000 });
    const again = await stageOf('calm', { port: stage.port });
    await figure(page, '在线').filter({ hasText: '240' }).waitFor({ timeout: 15_000 });
    await stale(page).waitFor({ state: 'detached' });
    expect(await held(page)).toEqual(again.truth());
    expect(await isMarked(page)).toBe(true);
  });

  it('notices that it differs from the server at the same version, and mends it', async () => {
    const stage = await stageOf('calm');
    const { page } = await open(stage);
    await figure(page, '在线').filter({ hasText: '240' }).waitFor();
    const { version } = stage.truth();
    stage.tamper((viewer) =>
      viewer.emit('patch', {
        from: version,
        version: version + 1,
        at: Date.now(),
        set: {},
        gone: { devices: ['spk-0'] },
      }),
    );
    stage.change(({ devices }) => void devices.pop());
    await expect.poll(() => held(page), { timeout: 10_000 }).toEqual(stage.truth());
    expect(stage.subscriptions().length).toBeGreaterThan(1);
  });

  it('says that it is not let in, rather than that nobody is there', async () => {
    const stage = await stageOf('calm', { closed: true });
    const { page } = await open(stage);
    await stale(page).filter({ hasText: '服务器未放行此终端' }).waitFor({ timeout: 15_000 });
  });

  it('says that it has failed when a part of it cannot be loaded, and loads itself anew', async () => {
    const stage = await stageOf('one');
    const { page } = await open(stage, 'favicon.svg');
    await page.route(/echarts-.*\.js/, (route) => route.abort());
    await page.goto(stage.url);
    await page.locator('.notice', { hasText: '大屏自身出错' }).waitFor();
    await page.unroute(/echarts-.*\.js/);
    await page.locator('.map canvas').waitFor({ timeout: 30_000 });
    await page.locator('.detail canvas').waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('keeps up with a thousand devices that change ten times a second, and holds on to no memory', async () => {
    const stage = await stageOf('many');
    const { page } = await open(stage);
    await page.locator('canvas').nth(1).waitFor();
    const session = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return page.evaluate(
        () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
      );
    };
    const churn = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        stage.change(({ devices }) => {
          for (let k = i % 9; k < devices.length; k += 9) {
            const device = devices[k]!;
            devices[k] = {
              ...device,
              lastSeenAt: Date.now(),
              metrics: { ...device.metrics, 'sys.uptime_s': i },
            };
          }
        });
        await expect.poll(() => held(page), { interval: 20, timeout: 5_000 }).toEqual(stage.truth());
      }
    };
    await churn(40);
    const before = await heap();
    await churn(120);
    expect((await heap()) - before).toBeLessThan(4_000_000);
  });
});
