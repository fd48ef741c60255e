import type { Incident } from '@fengsui/config/contract';
import { MessageText } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../model.ts';
import { TEN_O_CLOCK, call, incident, smallWorld } from '../small-world.ts';
import type { Item } from '../state.ts';
import { subjectOf } from '../subject.ts';
import type { Line } from './line.ts';
import { messageText } from './message-text.ts';

const world = smallWorld();

function line(of: Incident, over: Partial<Item> = {}, as: Partial<Call> = {}): Line {
  const about = over.last ?? 'opened';
  const item: Item = {
    ...{ first: about, last: about, knew: false, severity: of.severity },
    ...{ step: 0, stepName: '', at: TEN_O_CLOCK, until: null },
    ...over,
  };
  return { item, subject: subjectOf(call(TEN_O_CLOCK, about, of, as)) };
}
const zh = ({ lines }: MessageText) => lines.map((each) => each.zh);
const en = ({ lines }: MessageText) => lines.map((each) => each.en);

describe('a message about one incident', () => {
  it('says severity, place and what; how many of how many, since when, how sure, and who has it', () => {
    const text = messageText([line(incident('20261122-001'))], world);
    expect(text.title).toEqual({ zh: '【重要】端州 月圆花苑 中断', en: 'Major: 端州 月圆花苑 outage' });
    expect(zh(text)).toEqual([
      '58 台失联',
      '监测 60 台中 58 台受影响，120 户，400 人',
      '自 11-22 09:55，证据为门槛的 2.0 倍',
      '负责：端州班组（示例），未签收',
    ]);
    expect(en(text)).toEqual([
      '58 are silent',
      '58 of 60 monitored affected, 120 homes, 400 people',
      'since 11-22 09:55, evidence 2.0× needed',
      'with 端州班组（示例）, not acknowledged',
    ]);
    expect(text).toMatchObject({ severity: 'major', path: '/incidents/20261122-001' });
  });

  it('says what has become of it', () => {
    const recovered = incident('i1', { state: 'recovered', recoveredAt: TEN_O_CLOCK + 3_600_000 });
    const text = messageText([line(recovered, { last: 'recovered', knew: true })], world);
    expect(text.title.zh).toBe('【重要】已恢复 端州 月圆花苑 中断');
    expect(text.title.en).toBe('Major: 端州 月圆花苑 outage, recovered');
    expect(text.lines[2]!.zh).toContain('恢复 11-22 11:00');
    const merged = line(incident('i1', { state: 'merged' }), { last: 'recovered', knew: true });
    expect(messageText([merged], world).title.zh).toContain('已并入其他事件');
    const closed = line(incident('i1', { state: 'closed' }), { last: 'recovered', knew: true });
    expect(messageText([closed], world).title.zh).toContain('已关闭');
  });

  it('names the county once where the place begins with it', () => {
    const told = messageText([line(incident('i1'), {}, { place: '端州 月圆花苑' })], world);
    expect(told.title.zh).toBe('【重要】端州 月圆花苑 中断');
  });

  it('leaves out what is not known, and says that no team has it', () => {
    const bare = incident('i1', {
      because: {},
      area: '',
      affected: { lost: 0, monitored: 0, homes: 0, population: 0 },
    });
    const text = messageText([line(bare, {}, { words: null, team: '', place: '' })], world);
    expect(zh(text)).toEqual(['自 11-22 09:55', '尚无班组负责，未签收']);
    expect(text.title.zh).toBe('【重要】 中断');
  });

  it('fits any place into a title of forty characters, and every text into the contract', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200, unit: 'grapheme' }),
        fc.string({ maxLength: 2_000 }),
        (place, words) => {
          const told = { place, words: { zh: words, en: words }, team: place };
          const text = messageText([line(incident('i1'), { last: 'ack_expired' }, told)], world);
          expect(MessageText.safeParse(text).success).toBe(true);
          expect([...text.title.zh].length).toBeLessThanOrEqual(40);
          expect([...text.title.en].length).toBeLessThanOrEqual(40);
          for (const { zh: said } of text.lines.slice(0, 1))
            expect([...said].length).toBeLessThanOrEqual(300);
        },
      ),
    );
  });
});

describe('a digest', () => {
  const many = (['critical', 'major', 'major', 'minor', 'minor', 'minor', 'warning'] as const).map(
    (severity, n) =>
      line(
        incident(`i${n}`, { severity, area: n < 5 ? '441202001' : '441223' }),
        n === 6 ? { last: 'recovered' } : {},
      ),
  );

  it('counts by severity and county, names the five worst, and says how many more', () => {
    const text = messageText(many, world);
    expect(text.title).toEqual({
      zh: '7 个事件：紧急 1、重要 2、次要 3、预警 1',
      en: '7 incidents: 1 critical, 2 major, 3 min…',
    });
    expect(zh(text)).toEqual([
      '未结 6，已恢复 1',
      '端州 5、广宁 2',
      '【紧急】端州 月圆花苑 中断',
      '【重要】端州 月圆花苑 中断',
      '【重要】端州 月圆花苑 中断',
      '【次要】端州 月圆花苑 中断',
      '【次要】端州 月圆花苑 中断',
      '另有 2 个',
    ]);
    expect(en(text).slice(0, 2)).toEqual(['6 open, 1 recovered', '端州 5, 广宁 2']);
    expect(text).toMatchObject({ severity: 'critical', path: '/incidents' });
  });

  it('names twelve counties and counts the rest', () => {
    const counties = { ...world, county: (area: string) => area };
    const spread = Array.from({ length: 20 }, (_, n) => line(incident(`i${n}`, { area: `4412${n + 10}` })));
    const text = messageText(spread, counties);
    expect(text.lines[1]!.zh.split('、')).toHaveLength(13);
    expect(text.lines[1]!.en).toMatch(/elsewhere 8$/);
  });
});
