import { expect, it } from 'vitest';
import { createOnCallDesk } from './on-call.ts';
import type { OnCallDesk } from './on-call.ts';
import { HD, useHarness } from './wall-harness.ts';

const harness = useHarness();
const PHONE = { width: 390, height: 844, still: true };

async function open(view = HD) {
  const desk: OnCallDesk = createOnCallDesk(Date.now());
  const stage = await harness.stageOf('calm', { api: desk.handler });
  const { page, sins } = await harness.open(stage, 'on-call', view);
  await page.waitForSelector('.row');
  return { desk, page, sins };
}

it('the page says who is on duty now, until when, who follows, and when nobody will be', async () => {
  const { page, sins } = await open();
  expect(await page.locator('.row .duty .person').innerText()).toBe('示例陈');
  expect(await page.locator('.row .duty .next').innerText()).toBe('接班 示例李');
  expect(await page.locator('.row .block').allInnerTexts()).toEqual(['示例陈', '示例李', '无人值班']);
  expect(await page.title()).toMatch(/^值班 · 烽燧/);
  expect(sins).toEqual({ console: [], requests: [] });
});

it('the page answers who is on duty for a place at a time, and who is called after', async () => {
  const { desk, page } = await open();
  await page.getByLabel('地点').fill('广宁');
  await page.getByLabel('时间').last().fill('2026-11-29T03:00');
  await page.getByRole('button', { name: '查询' }).click();
  await page.waitForSelector('.answer');
  expect(desk.sent).toEqual([{ area: '广宁', at: String(Date.parse('2026-11-29T03:00:00+08:00')) }]);
  expect(await page.locator('.answer .steps li').allInnerTexts()).toEqual([
    '立即 示例陈',
    '10 分钟后 无人可呼',
  ]);
  await page.getByLabel('地点').fill('广州');
  await page.getByRole('button', { name: '查询' }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('没有这个地点');
});

it('a turn that is chosen is given to somebody else, and given back after a second question', async () => {
  const { desk, page } = await open();
  await page.locator('.block').nth(1).click();
  await page.getByLabel('由谁顶班').selectOption('示例李');
  await page.getByRole('button', { name: '安排' }).click();
  await expect.poll(() => page.locator('.block.override').count()).toBe(1);
  expect(desk.sent).toMatchObject([{ person: 'li', why: '' }]);
  await page.getByRole('button', { name: /^撤销/ }).click();
  expect(await page.locator('.block.override').count()).toBe(1);
  await page.getByRole('button', { name: '确定撤销' }).click();
  await expect.poll(() => page.locator('.block.override').count()).toBe(0);
  await page.getByLabel('到').fill('2020-01-01T00:00');
  await page.getByRole('button', { name: '安排' }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('结束时间须晚于开始时间');
});

it('a rota that cannot be read is said to be so, and what is refused is not called done', async () => {
  const { desk, page } = await open();
  desk.fail(true);
  await page.getByLabel('由谁顶班').selectOption('示例李');
  await page.getByRole('button', { name: '安排' }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('未能完成：服务器报错');
  const stage = await harness.stageOf('calm', { api: desk.handler });
  const { page: other } = await harness.open(stage, 'on-call');
  await expect.poll(() => other.getByRole('alert').innerText()).toBe('值班表读取失败：服务器报错');
});

it('on a phone the turns are a list, and nothing is wider than the screen', async () => {
  const { page } = await open(PHONE);
  await page.locator('summary').click();
  expect(await page.locator('.list li .name').allInnerTexts()).toEqual(['示例陈', '示例李', '无人值班']);
  expect(await page.locator('.row .track').isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});

it('at 1920×1080 everything is on the screen without scrolling', async () => {
  const { page } = await open();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(HD.height);
});
