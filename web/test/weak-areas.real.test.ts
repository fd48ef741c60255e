import { expect, it } from 'vitest';
import { barriersOf } from './accessible.ts';
import { HD, useHarness } from './wall-harness.ts';
import { createWeakAreasDesk } from './weak-areas-desk.ts';

const harness = useHarness();
const PHONE = { width: 390, height: 844, still: true };
const WALL = { width: 3840, height: 2160, still: true };

async function open(path = 'weak-areas', view = HD, scene: 'usual' | 'empty' = 'usual') {
  const desk = createWeakAreasDesk(Date.now(), scene);
  const stage = await harness.stageOf('calm', { api: desk.handler });
  const { page, sins } = await harness.open(stage, path, view);
  await page.locator('.list, .ranking, .blind, .works-section, .tests').first().waitFor();
  const row = (name: string) => page.locator('.list li', { hasText: name });
  const size = () =>
    page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  return { desk, page, sins, row, size };
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

it('the list begins with what is weak now, and says of how many devices, since when and why', async () => {
  const { page, sins, row } = await open();
  expect((await page.locator('.list h2').allInnerTexts()).map(flat)).toEqual([
    ...['现在弱 1', '关注中 3', '建议关注 2'],
  ]);
  const weak = flat(await row('小益村').innerText());
  expect(weak).toContain('5/12 台弱');
  expect(weak).toContain('41.7%');
  expect(weak).toContain('已弱 3 小时 12 分钟');
  expect(flat(await row('荔洞村').innerText())).toContain('样本不足');
  expect(flat(await row('荔洞村').innerText())).not.toContain('%');
  expect(flat(await row('白带村').innerText())).toContain('19–21 时，近 7 天有 4 天至少两成设备弱');
  expect(await page.title()).toMatch(/^信号弱区/);
  expect(sins).toEqual({ console: [], requests: [] });
});

it('one click watches what was found; the button in the same place takes it back', async () => {
  const { desk, page, row } = await open();
  await page.getByLabel('我是').selectOption('示例陈');
  await row('白带村').locator('.watch .button').scrollIntoViewIfNeeded();
  const place = await row('白带村').locator('.watch .button').boundingBox();
  await row('白带村').getByRole('button', { name: '关注：', exact: false }).last().click();
  await row('白带村').getByRole('button', { name: '撤销' }).waitFor();
  expect(await row('白带村').getByRole('status').innerText()).toBe('已关注');
  expect(await row('白带村').locator('.watch .button').boundingBox()).toMatchObject({
    x: place?.x,
    y: place?.y,
  });
  expect(desk.sent).toEqual([{ call: 'POST /weak-areas/area:441223103229/watch', body: { by: 'chen' } }]);
  await row('白带村').getByRole('button', { name: '撤销' }).click();
  await row('白带村').getByRole('button', { name: '重新关注' }).waitFor();
  expect(desk.sent.at(-1)?.call).toBe('DELETE /weak-areas/wa-441223103229');
});

it('what is given up and found by nobody can be watched again as it was', async () => {
  const { desk, page, row } = await open();
  await row('大同村').locator('.row').click();
  const watch = page.locator('.detail .watch');
  await watch.getByRole('button', { name: '取消关注' }).click();
  await watch.getByRole('button', { name: '重新关注' }).click();
  await watch.getByRole('button', { name: '撤销' }).waitFor();
  expect(desk.sent.at(-1)).toMatchObject({
    call: 'POST /weak-areas',
    body: { scope: { kind: 'area', id: '441223107216' }, target: '弱信号设备占比低于10%' },
  });
});

it('the grid of the week can be walked by keyboard, and each cell is a sentence', async () => {
  const { page } = await open();
  const grid = page.getByRole('grid');
  await grid.waitFor();
  expect(await grid.getByRole('gridcell').count()).toBe(168);
  expect(await grid.locator('[tabindex="0"]').count()).toBe(1);
  await grid.locator('[data-cell="43"]').focus();
  expect(await page.locator('.readout strong').innerText()).toBe('周二 19–20 时');
  expect(await page.locator('.readout').innerText()).toMatch(/弱 [\d.]+%（\d+\/48 设备小时）/);
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^周三 19–20 时，弱 .+设备小时），中位 .+\u00a0dBm，最差 5 % 低于/,
  );
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    '周三 2–3 时，没有数据',
  );
  const few = await grid.locator('[data-cell="145"]').getAttribute('aria-label');
  expect(few).toContain('样本不足：最多同时 3 台');
  expect(await grid.locator('td.now').count()).toBe(1);
});

it('another metric and another span are asked for as they are chosen', async () => {
  const { page } = await open();
  await page.getByRole('grid').waitFor();
  const asked: URL[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/week')) asked.push(new URL(request.url()));
  });
  await page.getByLabel('指标').selectOption('调制误差率');
  await page.getByRole('button', { name: '近 13 周' }).click();
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.map(({ searchParams }) => searchParams.get('metric'))).toEqual(['dvbc.mer_db', 'dvbc.mer_db']);
  const { searchParams } = asked[1]!;
  expect(Number(searchParams.get('to')) - Number(searchParams.get('from'))).toBe(91 * 86_400_000);
});

it('an area has its works with before and after, the sample on both sides and a verdict in words', async () => {
  const { page } = await open();
  const works = page.locator('.detail .works');
  await works.locator('tbody tr').first().waitFor();
  const rows = (await works.locator('tbody tr').allInnerTexts()).map(flat);
  expect(rows[0]).toMatch(/31\.8% 4,204 设备小时 · 28 天 8\.7% .*−23\.1 个百分点 \(−27\.2 至 −18\.4\).*改善/);
  expect(rows[1]).toContain('未显示差异');
  expect(rows[2]).toMatch(/路测.*40 次 · 2 天.*样本不足/);
  expect(await page.locator('.usual').innerText()).toContain('比平时差');
  expect(await page.getByRole('link', { name: '未结事件 20261122-009' }).getAttribute('href')).toBe(
    './incidents/20261122-009',
  );
});

it('the list is searched and filtered by county, and its address can be passed on', async () => {
  const { page, row } = await open('weak-areas?in=441223&area=wa-2');
  expect(await page.locator('.detail h2').innerText()).toContain('大同村');
  expect(await page.locator('.list li').count()).toBe(4);
  await page.getByLabel('查找名称或代码').fill('荔洞');
  expect(await page.locator('.list li').count()).toBe(1);
  await page.getByLabel('查找名称或代码').fill('');
  await page.getByLabel('区域').selectOption('怀集县');
  await row('石莹村').waitFor();
  await expect.poll(() => page.locator('.list li').count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('in')).toBe('441224');
});

it('a place is put under watch by hand, down to its village', async () => {
  const { desk, page } = await open();
  await page.getByRole('button', { name: '添加关注' }).click();
  await page.getByLabel('县区').selectOption('广宁县');
  await page.getByLabel('乡镇街道').selectOption('古水镇');
  await page.getByLabel('村居').selectOption('小益村委会');
  await page.getByLabel('优化目标').fill('低于 10 %');
  await page.getByRole('button', { name: '开始关注' }).click();
  await expect
    .poll(() => desk.sent)
    .toEqual([
      {
        call: 'POST /weak-areas',
        body: { scope: { kind: 'area', id: '441223115220' }, target: '低于 10 %' },
      },
    ]);
});

it('the ranking names the ten that cost most, with people, weak hours and a trend in a word', async () => {
  const { page } = await open('weak-areas#ranking');
  await page.locator('.ranking tbody tr').first().waitFor();
  expect(await page.locator('.ranking tbody tr').count()).toBe(10);
  const first = flat(await page.locator('.ranking tbody tr').first().innerText());
  expect(first).toMatch(/^1 示例村 1 广宁县 古水镇.*2,310.*上升/);
  expect(await page.locator('.ranking header').innerText()).toContain('341 处样本不足');
  await page.getByRole('button', { name: '示例村 1', exact: true }).click();
  await page.locator('.detail h2', { hasText: '小益村' }).waitFor();
});

it('villages that nobody sees stand by township, with how many there are of how many', async () => {
  const { page } = await open('weak-areas#blind');
  await page.locator('.towns > .town').first().waitFor();
  expect(await page.locator('.blind .share').innerText()).toBe('23/1,644 个村没有任何信号数据');
  expect(await page.locator('.towns > .town').count()).toBe(10);
  expect(await page.locator('.blind').innerText()).toContain('从未上报');
  await page.locator('.towns > .town', { hasText: '2/16 个村看不见' }).waitFor();
});

it('works are written down from the area that they are about', async () => {
  const { desk, page } = await open();
  await page.locator('.detail .works .button').click();
  await page.getByLabel('做了什么').fill('重做 3 处接头（示例）');
  await page.getByLabel('类别').selectOption('接头');
  await page.getByLabel('开始').fill('2026-11-20T09:00');
  await page.getByLabel('完工').fill('2026-11-20T08:00');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect.poll(() => page.locator('.work-form [role=alert]').innerText()).toContain('不能早于');
  await page.getByLabel('完工').fill('2026-11-20T12:00');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.locator('.all h4', { hasText: '重做 3 处接头' }).waitFor();
  expect(desk.sent).toMatchObject([
    {
      body: {
        kind: 'connector',
        scope: { kind: 'area', id: '441223115220' },
        from: Date.parse('2026-11-20T01:00Z'),
      },
    },
  ]);
});

it('a file of field tests that does not fit is answered with line and column, and nothing is called done', async () => {
  const { page } = await open('weak-areas#tests');
  const file = (text: string) => ({ name: 'drive.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel('CSV 文件').setInputFiles(file('time,area,ok\n1,441223,maybe\n'));
  await page.getByRole('button', { name: '导入' }).click();
  await page.locator('.tests table').waitFor();
  expect((await page.locator('.tests tbody tr').allInnerTexts()).map(flat)).toEqual([
    '2 ok expected true or false',
    '3 time expected a time, found "x"',
  ]);
  await page.getByLabel('CSV 文件').setInputFiles(file('time,area,ok\n1,441223,true\n'));
  await page.getByRole('button', { name: '导入' }).click();
  await expect.poll(() => page.locator('.tests [role=status]').innerText()).toContain('已导入 2 行');
});

it('says what will come where nothing is there yet', async () => {
  const { page } = await open('weak-areas', HD, 'empty');
  expect(await page.locator('.list .none').innerText()).toContain('还没有弱区');
  expect(await page.locator('.side').innerText()).toContain('一键关注');
  for (const [section, words] of [
    ['代价排名', '没有可排名的地方'],
    ['监测盲区', '没有监测盲区'],
    ['优化工程', '还没有登记过优化工程'],
    ['路测', '还没有导入过路测'],
  ] as const) {
    await page.getByRole('button', { name: section, exact: true }).click();
    await page.getByText(words).first().waitFor();
  }
});

it('an area that was never measured says so, in place of an empty grid', async () => {
  const { page, row } = await open();
  await row('石莹村').locator('.row').click();
  await page.getByText('这里还没有信号数据').waitFor();
  expect(await page.getByRole('grid').count()).toBe(0);
});

it('without its store the server still tells how areas are now, and the page says what is missing', async () => {
  const { desk, page, row } = await open();
  desk.fail(503);
  await row('大同村').locator('.row').click();
  await expect.poll(() => page.locator('.week [role=alert]').innerText()).toContain('历史数据暂时读不到');
  expect(flat(await row('小益村').innerText())).toContain('5/12 台弱');
  desk.fail(500, true);
  await page.getByLabel('区域').selectOption('广宁县');
  await expect.poll(() => page.locator('.notice').innerText()).toContain('服务器报错，以下内容是');
});

it('nothing is wider than a phone, and neither wall scrolls', async () => {
  for (const view of [HD, WALL]) {
    const { page, size } = await open('weak-areas', view);
    await page.getByRole('grid').waitFor();
    expect(await size()).toEqual([view.width, view.height]);
    const wide = await page.locator('.side').evaluate((side) => side.scrollWidth - side.clientWidth);
    expect(wide).toBe(0);
  }
  const { page, size } = await open('weak-areas?lang=en', PHONE);
  await page.getByRole('grid').waitFor();
  for (const section of ['Areas', 'What costs most', 'Blind spots', 'Works', 'Field tests']) {
    await page.getByRole('button', { name: section, exact: true }).click();
    expect([section, (await size())[0]]).toEqual([section, PHONE.width]);
  }
});

it('every field and button has a name, and every word can be read', async () => {
  const { page } = await open();
  await page.getByRole('grid').waitFor();
  await page.evaluate(() => document.querySelector<HTMLElement>('.unit')!.style.setProperty('color', '#555'));
  expect((await barriersOf(page)).faint).toEqual([expect.stringContaining('设备小时')]);
  await page.evaluate(() => document.querySelector<HTMLElement>('.unit')!.style.removeProperty('color'));
  for (const section of ['弱区', '代价排名', '监测盲区', '优化工程', '路测']) {
    await page.getByRole('button', { name: section, exact: true }).click();
    await page.waitForLoadState('networkidle');
    expect([section, await barriersOf(page)]).toEqual([section, { nameless: [], faint: [] }]);
  }
});
