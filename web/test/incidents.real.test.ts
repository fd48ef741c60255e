import { describe, expect, it } from 'vitest';
import { outage, recovered } from './incidents.ts';
import { HD, figure, held, useHarness } from './wall-harness.ts';

const { stageOf, open } = useHarness();

describe('incidents on the wall', () => {
  it('say at a glance what is wrong, where, how bad, how sure, since when and for how many', async () => {
    const { page, sins } = await open(await stageOf('outage'));
    expect(await page.locator('.headline').textContent()).toBe('1 起紧急');
    const row = await page.locator('.incidents .row').first().textContent();
    for (const said of [
      '紧急',
      '城东街道机房',
      '广宁县',
      '≥23 / 41 台',
      '1,412 户',
      '已 12 分钟',
      '停电',
      '1.6 倍',
    ])
      expect(row).toContain(said);
    expect(row).toContain('18 台发出掉电告警');
    expect(sins).toEqual({ console: [], requests: [] });
  });

  it('are a calm grey sentence while none is open, though some devices are away', async () => {
    const { page } = await open(await stageOf('trouble'));
    await figure(page, '离线').filter({ hasText: '11' }).waitFor();
    expect(await page.locator('.incidents .none').textContent()).toBe('当前没有未结事件');
    expect(await page.locator('.headline').textContent()).toBe('没有未结事件');
    expect(await page.locator('.summary .detail').textContent()).toBe('11 台离线，17 台疑似，未构成事件');
  });

  it('come, recover and go as it happens, and wall and server agree', async () => {
    const stage = await stageOf('calm');
    const { page } = await open(stage);
    await page.locator('.incidents .none').waitFor();
    const now = Date.now();
    stage.change(({ incidents }) => incidents.push(outage(now)));
    await page.locator('.incidents .row', { hasText: '紧急' }).waitFor();
    await page.locator('.map canvas').waitFor();
    stage.change((world) => (world.incidents = [outage(now, recovered(now))]));
    await page.locator('.incidents .row', { hasText: '已恢复' }).waitFor();
    expect(await page.locator('.headline').textContent()).toBe('全部在线');
    stage.change((world) => (world.incidents = []));
    await page.locator('.incidents .row').waitFor({ state: 'detached' });
    expect(await held(page)).toEqual(stage.truth());
  });

  it('open with their evidence and timeline by keyboard, and follow what happens meanwhile', async () => {
    const stage = await stageOf('outage');
    const { page } = await open(stage);
    await page.locator('.incidents .row').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.incident .evidence dd', { hasText: '整个节点' }).waitFor();
    await page.locator('.incident .timeline li', { hasText: '判定' }).waitFor();
    stage.change((world) => {
      world.incidents = world.incidents.map((one) => ({
        ...one,
        ...recovered(Date.now()),
        updatedAt: Date.now(),
      }));
    });
    await page.locator('.incident .timeline li', { hasText: '恢复' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.incident').waitFor({ state: 'detached' });
  });

  it('say that their evidence could not be read, and read it when that is possible again', async () => {
    const stage = await stageOf('outage');
    const { page } = await open(stage);
    await page.route('**/api/v1/incidents/*', (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.locator('.incidents .row').first().click();
    await page.locator('.incident .message', { hasText: '证据读取失败' }).waitFor();
    await page.unroute('**/api/v1/incidents/*');
    await page.locator('.incident .evidence dd').first().waitFor();
  });

  it('show the worst of very many and count the rest, nothing cut and nothing scrolled, at any size', async () => {
    for (const scene of ['storm', 'long', 'drill'] as const) {
      const stage = await stageOf(scene);
      for (const view of [HD, { ...HD, width: 3840, height: 2160 }]) {
        const { page } = await open(stage, '?lang=en', view);
        await page.locator('.incidents .row').first().waitFor();
        await page.locator('.map canvas').waitFor();
        const size = await page.evaluate(() => [
          document.documentElement.scrollHeight,
          document.documentElement.scrollWidth,
        ]);
        expect(size).toEqual([view.height, view.width]);
        const panels = page.locator('.panel');
        const cut = await panels.evaluateAll(
          (all, bottom) => all.filter((one) => one.getBoundingClientRect().bottom > bottom).length,
          view.height,
        );
        expect(cut, `${scene} ${view.width}`).toBe(0);
      }
    }
    const { page } = await open(await stageOf('storm'));
    await page.locator('.incidents .row').nth(4).waitFor();
    expect(await page.locator('.incidents .counts').textContent()).toContain('紧急 7');
    expect(await page.locator('.incidents .row .badge').first().textContent()).toBe('紧急');
  });

  it('keep a phone within its width, and its page usable by touch', async () => {
    const { page } = await open(await stageOf('long'), '', { ...HD, width: 390, height: 844 });
    await page.locator('.incidents .row').first().click();
    await page.locator('.evidence dd').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('are labelled as a drill in words over the whole width, and everywhere on the screen', async () => {
    const { page } = await open(await stageOf('drill'));
    expect(await page.locator('.drill-banner').textContent()).toContain('演练 DRILL');
    expect(await page.locator('svg.drill text').textContent()).toBe('演练 DRILL');
    expect(await page.locator('.chip', { hasText: '虚构' }).count()).toBe(1);
  });

  it('say while the server is blind that nothing new is judged', async () => {
    const { page } = await open(await stageOf('blind'));
    await page.locator('.incidents .blind', { hasText: '暂不作新判断' }).waitFor();
    await page.locator('.incidents .row', { hasText: '监测平台自身' }).waitFor();
    expect(await page.locator('.headline').textContent()).toBe('服务器失明');
    expect(await page.locator('.summary .detail').textContent()).toContain('未结事件 1 起紧急');
  });
});
