import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.ts';
import type { Browser, Watched } from './browser.ts';
import { turned } from './devices.ts';
import { inventedMap } from './outlines.ts';
import { buildPages } from './pages.ts';
import type { Pages } from './pages.ts';
import { SCENES } from './scenes.ts';
import type { SceneName } from './scenes.ts';
import { inventedSeries } from './series.ts';
import { createStage } from './stage.ts';
import type { Stage, StageSettings } from './stage.ts';

const HD = { width: 1920, height: 1080, still: true };
const MAX_GZIP_BYTES = 600_000;

let pages: Pages;
let browser: Browser;
const ending: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  pages = await buildPages();
  browser = await createBrowser();
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});
afterAll(async () => {
  await browser?.close();
  await pages?.remove();
});

async function stageOf(scene: SceneName, over: Partial<StageSettings> = {}): Promise<Stage> {
  const world = SCENES[scene](Date.now());
  const stage = await createStage({
    pages: pages.folder,
    world,
    map: inventedMap,
    series: inventedSeries,
    ...over,
  });
  ending.push(stage.kill);
  return stage;
}

async function open(stage: Stage, query = '', view: Parameters<Browser['open']>[1] = HD): Promise<Watched> {
  const watched = await browser.open(stage.url + query, view);
  ending.push(() => watched.page.close());
  return watched;
}

/** The number under a figure's name. */
const figure = (page: Page, name: string) => page.locator('.figure', { hasText: name }).locator('.value');
const stale = (page: Page) => page.locator('.stale[role=alert]');
const held = (page: Page) =>
  page
    .locator('.wall')
    .evaluate((wall: HTMLElement) => ({
      version: Number(wall.dataset['version']),
      hash: wall.dataset['hash'],
    }));
/** Survives as long as the page is not loaded anew. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { mark: true }));
const isMarked = (page: Page) => page.evaluate(() => 'mark' in window);

describe('the wall', () => {
  it('shows at once what the server has, speaks to nobody else, and obeys a strict policy', async () => {
    const stage = await stageOf('trouble');
    const { page, sins } = await open(stage);
    await figure(page, '在线').filter({ hasText: '228' }).waitFor();
    await page.locator('canvas').nth(1).waitFor();
    expect(await page.locator('.headline').textContent()).toBe('11 台离线，17 台疑似');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(sins).toEqual({ console: [], requests: [] });
  });

  it('does not scroll on a wall of either size, and not sideways on a phone', async () => {
    const stage = await stageOf('trouble');
    for (const view of [HD, { ...HD, width: 3840, height: 2160 }]) {
      const { page } = await open(stage, '', view);
      await page.locator('canvas').nth(1).waitFor();
      const root = await page.evaluate(() => [
        document.documentElement.scrollHeight,
        document.documentElement.scrollWidth,
      ]);
      expect(root).toEqual([view.height, view.width]);
      const cut = await page
        .locator('.panel')
        .evaluateAll(
          (panels) => panels.filter((panel) => panel.scrollHeight > panel.clientHeight + 1).length,
        );
      expect(cut).toBe(0);
    }
    const { page } = await open(stage, '?lang=en', { ...HD, width: 390, height: 844 });
    await page.locator('canvas').nth(1).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('stays well below the size that a page may have', async () => {
    expect(await pages.gzipBytes()).toBeLessThan(MAX_GZIP_BYTES);
  });

  it('shows a change as it comes: in figures, list, map and chart', async () => {
    const stage = await stageOf('one');
    const { page } = await open(stage);
    await figure(page, '在线').filter({ hasText: '1' }).waitFor();
    await page.locator('canvas').nth(1).waitFor();
    const before = await page.locator('.map canvas').screenshot();
    stage.change(({ devices }) => {
      devices[0] = turned(
        { ...devices[0]!, metrics: { ...devices[0]!.metrics, 'sys.load1': 7.77 } },
        'OFFLINE',
        Date.now(),
        0,
      );
    });
    await figure(page, '离线').filter({ hasText: '1' }).waitFor();
    await page.locator('.tile', { hasText: '7.77' }).waitFor();
    expect(await page.locator('.detail .state').textContent()).toContain('断开后未恢复');
    await expect.poll(async () => before.equals(await page.locator('.map canvas').screenshot())).toBe(false);
    expect(await held(page)).toEqual(stage.truth());
  });

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

  it('goes down into a county and back, by click, by keyboard and by the browser’s own way back', async () => {
    const stage = await stageOf('trouble');
    const { page } = await open(stage);
    await page.locator('.row', { hasText: '广宁县' }).click();
    await figure(page, '在线').filter({ hasText: '22' }).waitFor();
    expect(new URL(page.url()).searchParams.get('region')).toBe('441223');
    await page.locator('.back', { hasText: '返回肇庆市' }).focus();
    await page.keyboard.press('Enter');
    await figure(page, '在线').filter({ hasText: '228' }).waitFor();
    await page.goBack();
    await figure(page, '在线').filter({ hasText: '22' }).waitFor();
    expect(stage.subscriptions()).toEqual(['', '441223', '441200', '441223']);
  });

  it('goes down into the county that is clicked on the map', async () => {
    const stage = await stageOf('one');
    const { page } = await open(stage);
    const map = page.locator('.map canvas');
    await map.waitFor();
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.15);
    await expect
      .poll(async () => {
        await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.14);
        return stage.subscriptions().at(-1);
      })
      .toBe('441224');
  });

  it('opens where a kiosk points it, in the language that it asks for, and remembers a choice', async () => {
    const stage = await stageOf('trouble');
    const { page } = await open(stage, 'wall?region=441223&lang=en');
    await figure(page, 'Online').filter({ hasText: '22' }).waitFor();
    await page.goto(stage.url);
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await figure(page, 'Online').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
    await page.reload();
    await figure(page, 'Online').waitFor();
    await page.getByRole('button', { name: '切换为中文' }).click();
    await figure(page, '在线').waitFor();
  });

  it('can be used by keyboard: to the list, along it, and back to following', async () => {
    const stage = await stageOf('trouble');
    const { page } = await open(stage);
    await page.locator('#devices .row').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到设备列表');
    await page.locator('#devices .row').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const second = await page.locator('#devices .row').nth(1).locator('.name').textContent();
    await page.locator('.detail .name', { hasText: second! }).waitFor();
    await page.keyboard.press('Escape');
    const first = await page.locator('#devices .row').first().locator('.name').textContent();
    await page.locator('.detail .name', { hasText: first! }).waitFor();
  });

  it('says what to do while no device has been heard, and shows the first one without a reload', async () => {
    const stage = await stageOf('empty');
    const { page } = await open(stage);
    await page.locator('.empty', { hasText: 'npm start' }).waitFor();
    expect(await page.locator('.headline').textContent()).toBe('尚无设备上报');
    stage.change((world) => Object.assign(world, SCENES.one(Date.now())));
    await page.locator('.detail .name', { hasText: '本机' }).waitFor();
  });

  it('marks a drill over everything, and names what of the server is not well', async () => {
    const drill = await open(await stageOf('drill'));
    await drill.page.locator('svg.drill').waitFor();
    expect(await drill.page.locator('.chip.drill').textContent()).toBe('演练');
    const blind = await open(await stageOf('blind'));
    await blind.page.locator('.trouble', { hasText: '消息代理异常' }).waitFor();
    expect(await blind.page.locator('.headline').textContent()).toBe('服务器失明');
  });

  it('says that it has failed when a part of it cannot be loaded, and loads itself anew', async () => {
    const stage = await stageOf('one');
    const { page } = await open(stage, 'favicon.svg');
    await page.route(/echarts-.*\.js/, (route) => route.abort(), { times: 2 });
    await page.goto(stage.url);
    await page.locator('.notice', { hasText: '大屏自身出错' }).waitFor();
    await page.locator('.map canvas').waitFor({ timeout: 30_000 });
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
