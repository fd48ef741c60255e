import { describe, expect, it } from 'vitest';
import { turned } from './devices.ts';
import { SCENES } from './scenes.ts';
import { HD, figure, held, useHarness } from './wall-harness.ts';

const MAX_GZIP_BYTES = 600_000;

const { pages, stageOf, open } = useHarness();

describe('the wall', () => {
  it('shows at once what the server has, speaks to nobody else, and obeys a strict policy', async () => {
    const stage = await stageOf('trouble');
    const { page, sins } = await open(stage);
    await figure(page, '在线').filter({ hasText: '228' }).waitFor();
    await page.locator('canvas').nth(1).waitFor();
    expect(await page.locator('.headline').textContent()).toBe('没有未结事件');
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
    expect(await pages().gzipBytes()).toBeLessThan(MAX_GZIP_BYTES);
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
    // What was there before also fits: 228.
    await expect.poll(() => stage.subscriptions()).toEqual(['', '441223', '441200', '441223']);
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
});
