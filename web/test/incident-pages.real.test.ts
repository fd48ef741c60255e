import { expect, it } from 'vitest';
import { createIncidentDesk } from './incident-desk.ts';
import { HD, useHarness } from './wall-harness.ts';

const harness = useHarness();
const PHONE = { width: 390, height: 844, still: true };
const ID = '20261122-001';

async function open(path: string, view = HD) {
  const desk = createIncidentDesk(Date.now());
  const stage = await harness.stageOf('outage', { api: desk.handler });
  const { page, sins } = await harness.open(stage, path, view);
  const act = (name: string) => page.getByRole('button', { name, exact: true });
  return { desk, page, sins, act };
}

it('the list says on a phone what, where, who has it and what is overdue, and leads to the incident', async () => {
  const { page, sins } = await open('incidents', PHONE);
  const row = page.locator('.items .row');
  const text = (await row.innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toContain('广宁县 城东街道机房');
  expect(text).toContain('1,412 户');
  expect(text).toContain('响应 超时 2 分钟');
  expect(text).toContain('报障 2 次');
  expect(await page.getByRole('button', { name: '未签收 1' }).isVisible()).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await row.click();
  await page.waitForURL(`**/incidents/${ID}`);
  await page.waitForSelector('.incident-page .head');
  expect(sins).toEqual({ console: [], requests: [] });
});

it('somebody acknowledges from a phone with one tap, under the name that they have chosen', async () => {
  const { desk, page, act } = await open(`incidents/${ID}`, PHONE);
  await page.getByLabel('我是').selectOption('示例陈');
  await act('签收').click();
  await expect.poll(() => page.getByRole('status').innerText()).toContain('已记入台账');
  expect(desk.sent).toEqual([{ act: 'acknowledge', body: { by: 'chen' } }]);
  expect(await page.locator('[aria-current=step]').innerText()).toBe('已签收');
  expect(await page.locator('.story .line').first().innerText()).toContain('示例陈签收');
  await page.reload();
  await expect.poll(() => page.getByLabel('我是').inputValue()).toBe('chen');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});

it('a claim that devices contradict is refused with what they say, and can be kept as disputed', async () => {
  const { desk, page, act } = await open(`incidents/${ID}`);
  await act('报告已恢复').click();
  await act('提交').click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('41 台中有 23 台未恢复');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('23 of 41 are not back');
  await page.getByRole('button', { name: 'Keep the claim as disputed' }).click();
  await expect.poll(() => desk.sent.at(-1)).toEqual({ act: 'resolve', body: { dispute: true } });
});

it('the loop is closed step by step; what is missing to close it is said', async () => {
  const { desk, page, act } = await open(`incidents/${ID}`);
  await act('签收').click();
  await act('派单').click();
  await page.getByLabel('交给').selectOption('广宁班（示例）');
  await act('提交').click();
  await expect.poll(() => page.locator('[aria-current=step]').innerText()).toBe('已派单');
  desk.restore();
  await act('报告已恢复').click();
  await page.getByLabel('说明').fill('光缆已熔接');
  await act('提交').click();
  await expect.poll(() => page.locator('.story .quote').first().innerText()).toBe('光缆已熔接');
  await act('关闭事件').click();
  await act('提交').click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('尚未回访');
  await act('先去登记回访').click();
  await page.getByLabel('用户满意度').selectOption('5');
  await act('提交').click();
  await act('关闭事件').click();
  await act('提交').click();
  await expect.poll(() => page.locator('[aria-current=step]').innerText()).toBe('已关闭');
  expect(desk.sent.map(({ act: name }) => name)).toEqual([
    ...['acknowledge', 'dispatch', 'resolve', 'close', 'feedback', 'close'],
  ]);
  expect(desk.sent[4]?.body).toEqual({ reached: true, satisfaction: 5 });
  expect(await act('记录').isVisible()).toBe(true);
  expect(await page.locator('.acts .primary').count()).toBe(0);
});

it('says how old the list is when the server does not answer, and that nothing is certain of an act', async () => {
  const { desk, page, act } = await open('incidents');
  await page.waitForSelector('.items .row');
  desk.fail(true);
  await page.getByLabel('类型').selectOption('中断');
  await expect.poll(() => page.getByRole('alert').innerText()).toContain('以下内容是');
  desk.fail(false);
  await page.locator('.items .row').click();
  await page.waitForSelector('.incident-page .head');
  desk.fail(true);
  await act('签收').click();
  await expect.poll(() => page.locator('.acts [role=alert]').innerText()).toContain('不确定是否已记下');
});

it('a customer report says which open incident it has joined', async () => {
  const { desk, page, act } = await open('incidents/new', PHONE);
  await page.getByLabel('什么情况').fill('整栋楼没有信号');
  await page.getByLabel('县区').selectOption('广宁县');
  await act('登记报障').click();
  await expect.poll(() => page.getByRole('status').innerText()).toContain('已并入这起未结事件');
  expect(desk.sent).toEqual([
    {
      act: 'report',
      body: { area: '441223', channel: 'hotline', words: '整栋楼没有信号', escalated: false },
    },
  ]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});
