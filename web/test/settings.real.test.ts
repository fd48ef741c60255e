import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ChannelTypeView } from '@fengsui/config/contract';
import { createBrowser } from './browser.ts';
import type { Browser } from './browser.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';
import { REFUSAL, startReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';

const TOKEN = 'receiver-token-0123456789';
const WRONG = 'another-token-9876543210';
const HD = { width: 1920, height: 1080, still: true };
const PHONE = { width: 390, height: 844, still: true };

let program: Program;
let browser: Browser;
let receiver: Receiver;
const pages: Page[] = [];

beforeAll(async () => {
  [program, browser, receiver] = await Promise.all([startProgram(), createBrowser(), startReceiver(TOKEN)]);
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await program?.stop();
});

async function open(path: string, view = HD) {
  const watched = await browser.open(program.url + path, view);
  pages.push(watched.page);
  return watched;
}
const save = (page: Page) => page.getByRole('button', { name: '保存' }).click();
const saved = (page: Page) => page.getByText('已保存').waitFor();
const test = (page: Page) => page.getByRole('button', { name: '发送测试' }).click();

it('a channel is set up by a form of its kind, and a test says what the other side said', async () => {
  const { page, sins } = await open('settings');
  await page.getByRole('button', { name: '新增' }).click();
  await page.getByLabel('类型').selectOption('webhook');
  await page.getByLabel('名称').fill('监督中心（示例）');
  await page.getByLabel('代号').fill('noc');
  await page.getByLabel('接收地址').fill(receiver.url);
  await page.getByLabel('Bearer 令牌').fill(TOKEN);
  await save(page);
  await saved(page);

  await test(page);
  await expect.poll(() => page.locator('.test .answer').innerText()).toContain('对方已接收');
  expect(receiver.taken()).toBe(1);
  expect(sins).toEqual({ console: [], requests: [] });

  await page.getByRole('textbox', { name: 'Bearer 令牌' }).fill(WRONG);
  expect(await page.getByRole('button', { name: '发送测试' }).isDisabled()).toBe(true);
  await save(page);
  await saved(page);
  await test(page);
  await expect.poll(() => page.locator('.test [role=alert]').innerText()).toContain(REFUSAL);
  expect(await page.locator('.test [role=alert]').innerText()).toContain('403');
  expect(receiver.taken()).toBe(1);
});

it('a secret never comes back, is kept when it is not touched, and is asked for when it would go elsewhere', async () => {
  const settings = { url: receiver.url, token: TOKEN };
  await program.call('PUT', 'channels/kept', { type: 'webhook', name: '保密（示例）', settings });
  const reading: Promise<string>[] = [];
  const { page } = await open('settings');
  page.on('response', (response) => {
    // What the page left behind when it was loaded again cannot be read any more.
    if (response.url().includes('/api/v1/')) reading.push(response.text().catch(() => ''));
  });
  await page.reload();
  await page.getByRole('button', { name: '保密（示例）' }).click();
  const token = page.getByRole('textbox', { name: 'Bearer 令牌' });
  expect(await token.inputValue()).toBe('');
  expect(await token.getAttribute('placeholder')).toContain('已设置');
  await page.getByLabel('名称').fill('改名（示例）');
  await save(page);
  await saved(page);
  await test(page);
  await expect.poll(() => page.locator('.test .answer').innerText()).toContain('对方已接收');

  await page.getByLabel('接收地址').fill(`${receiver.url}/elsewhere`);
  await save(page);
  await expect.poll(() => page.locator('.field .fault').innerText()).toContain('须重新填写');
  expect(await page.content()).not.toContain(TOKEN);
  const answers = (await Promise.all(reading)).join('\n');
  expect(answers).toContain('"token":{"set":true}');
  expect(answers).not.toContain(TOKEN);
});

it('every kind of channel has a form with a field for each of its settings', async () => {
  const { items } = (await program.call('GET', 'channel-types')) as { items: ChannelTypeView[] };
  const { page } = await open('settings');
  await page.getByRole('button', { name: '新增' }).click();
  for (const { type, settings } of items) {
    await page.getByLabel('类型').selectOption(type);
    const fields = Object.keys(settings['properties'] as object).length;
    expect([type, await page.locator('h3 ~ .field').count()]).toEqual([type, fields]);
  }
});

it('a person is given ways and quiet hours, and a channel by which somebody is reached is not taken away', async () => {
  const settings = { url: 'http://127.0.0.1:9/?to={{address}}' };
  await program.call('PUT', 'channels/sms', { type: 'sms', name: '短信（示例）', settings });
  const { page } = await open('settings#persons');
  await page.getByRole('button', { name: '示例广宁甲' }).click();
  await page.getByRole('button', { name: '增加联系方式' }).click();
  await page.getByLabel('渠道').selectOption('短信（示例）');
  await page.getByLabel('地址').fill('13800000000');
  await page.getByLabel('开启').check();
  await save(page);
  await saved(page);
  expect(await program.call('GET', 'persons/guangning-a')).toMatchObject({
    ways: [{ channel: 'sms', address: '13800000000', severities: [] }],
    quiet: { from: '22:00', to: '07:00' },
  });

  await page.getByRole('button', { name: '通知渠道' }).click();
  await page.getByRole('button', { name: /^短信（示例）/ }).click();
  await page.getByRole('button', { name: '删除' }).click();
  await page.getByRole('button', { name: '确定删除' }).click();
  await expect.poll(() => page.locator('.editor [role=alert]').innerText()).toContain('示例广宁甲');
});

it('a team that somebody else has changed meanwhile is loaded anew before it is changed', async () => {
  const { page } = await open('settings#teams');
  await page.getByRole('button', { name: /^广宁运维班/ }).click();
  const { version: _, ...team } = (await program.call('GET', 'teams/guangning')) as Record<string, unknown>;
  await program.call('PUT', 'teams/guangning', { ...team, name: { zh: '广宁新班（示例）', en: 'New' } });
  await page.getByLabel('负责人').selectOption('示例广宁乙');
  await page.getByRole('combobox', { name: '交接' }).first().selectOption('每周');
  await save(page);
  await page.getByRole('button', { name: '载入最新内容' }).click();
  await expect.poll(() => page.getByLabel('中文名称').inputValue()).toBe('广宁新班（示例）');
  await page.getByRole('combobox', { name: '交接' }).first().selectOption('每周');
  await save(page);
  await saved(page);
  expect(await program.call('GET', 'teams/guangning')).toMatchObject({
    name: { zh: '广宁新班（示例）' },
    rotations: [{ handover: expect.stringMatching(/^\d+ \d+ \* \* 1$/) as string }],
  });
});

it('a response level is switched on for a county, shown with its reason, and ended after a second question', async () => {
  const { page } = await open('settings#levels', PHONE);
  await page.getByText('没有启动任何响应级别').waitFor();
  await page.getByLabel('地区').selectOption('广宁县');
  await page.getByLabel('原因').fill('台风登陆（示例）');
  await page.getByRole('button', { name: '启动', exact: true }).click();
  await expect.poll(() => page.locator('.entry').first().innerText()).toContain('台风登陆（示例）');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await page.getByRole('button', { name: '结束', exact: true }).click();
  await page.getByRole('button', { name: '确定结束' }).click();
  await expect.poll(() => page.getByText('台风登陆（示例）').count()).toBe(0);
});

it('the board names every county, is read without scrolling, and gives its sheet as a file', async () => {
  const { page, sins } = await open('board');
  await page.waitForSelector('.board-table tbody tr');
  expect(await page.locator('.board-table').first().locator('tbody tr').count()).toBeGreaterThanOrEqual(8);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(HD.height);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '周调度单 CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^weekly-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^\uFEFF?section,from,to,/);
  await page.getByRole('button', { name: '周调度单', exact: true }).click();
  await page.getByText('没有未结事件').waitFor();
  expect(sins).toEqual({ console: [], requests: [] });
});
