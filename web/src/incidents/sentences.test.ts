import type { HandlingFact, PageFact, PagingLine } from '@fengsui/config/contract';
import { HandlingChange, PageFact as PageFacts } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { Refused } from '../http/send-json.ts';
import { createFormats } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { CATALOGUES, LANGUAGES } from '../i18n/language.ts';
import { refusalWords } from './refusal-words.ts';
import type { Teller } from './story.ts';
import { handlingWords, pageWords, reasonsByLine } from './story.ts';

const NOW = Date.UTC(2026, 10, 22, 4);

const teller = (language: Language): Teller => ({
  ...{ text: CATALOGUES[language], formats: createFormats(language, 'Asia/Shanghai'), language, now: NOW },
  clocks: [],
});
const fact = (change: HandlingChange, over: Partial<HandlingFact> = {}): HandlingFact => ({
  ...{ at: NOW, kind: 'handling', change, id: 'i', why: null, stage: 'acknowledged', because: {} },
  by: { kind: 'person', id: 'chen', name: '示例陈' },
  owner: { kind: 'team', id: 'guangning', name: '广宁班（示例）' },
  ...over,
});
const page = (change: PageFact['change'], over: Partial<PageFact> = {}): PageFact => ({
  ...{ at: NOW, kind: 'page', change, id: 'i', about: 'opened', message: null, verdicts: [], because: {} },
  person: { id: 'chen', name: '示例陈' },
  ...over,
});

describe.each(LANGUAGES)('the timeline in %s', (language) => {
  it('has a sentence of its own for every change, none of them with a hole', () => {
    const said = HandlingChange.options.map(
      (change) => handlingWords(fact(change), teller(language)).sentence,
    );
    expect(new Set(said).size).toBe(said.length);
    expect(said.filter((one) => /undefined|null|\[object/.test(one))).toEqual([]);
  });

  it('has one for everything that can become of a call', () => {
    const changes = PageFacts.shape.change.options;
    const said = changes.map((change) => pageWords(page(change), undefined, teller(language)).sentence);
    expect(new Set(said).size).toBe(changes.length);
    for (const one of said) expect(one).toContain('示例陈');
  });
});

describe('a line of the timeline', () => {
  const zh = teller('zh');

  it('says who did what to whom, in their own words and with what they gave', () => {
    const because = { to: 'guangning', appointmentAt: NOW + 3_600_000, order: 'WX-7' };
    expect(handlingWords(fact('dispatched', { why: '带熔接机', because }), zh)).toEqual({
      sentence: '示例陈派单给广宁班（示例）',
      quote: '带熔接机',
      more: ['预约 13:00:00 到场', '工单 WX-7'],
    });
  });

  it('calls the program the system, and names clock and stage', () => {
    const by = { kind: 'program', id: 'desk', name: '烽燧' } as const;
    expect(handlingWords(fact('closed', { by, because: { reason: 'withdrawn' } }), zh)).toMatchObject({
      sentence: '系统关闭事件',
      more: ['查明没有故障，撤回'],
    });
    expect(handlingWords(fact('stuck', { by }), zh).sentence).toContain('已签收');
    expect(handlingWords(fact('breached', { by, because: { clock: 'respond' } }), zh).sentence).toBe(
      '“respond”超时',
    );
  });

  it('gives the reason of a call where the server has told it, of the very line', () => {
    const words = { zh: '无人值班，立即升级', en: 'nobody is on duty' };
    const { kind: _, ...rest } = page('decided', { person: null });
    const line: PagingLine = { ...rest, words, verdicts: [] };
    const reasonOf = reasonsByLine([line]);
    expect(
      pageWords(page('decided', { person: null }), reasonOf(page('decided', { person: null })), zh),
    ).toEqual({
      ...{ sentence: '无人 · 发生', quote: '', more: ['无人值班，立即升级'] },
    });
    expect(reasonOf(page('decided'))).toBeUndefined();
  });
});

describe('a refusal', () => {
  const refused = (reason: string, evidence = {}): Refused => ({
    ...{ ok: false, because: 'refused', status: 409, detail: 'in English', faults: [], reason, evidence },
  });
  const say = (one: Parameters<typeof refusalWords>[0], language: Language = 'zh') =>
    refusalWords(one, CATALOGUES[language], createFormats(language, 'UTC'));

  it.each([
    'closed beyond restored unknown devices_disagree not_restored no_feedback not_decided paused not_paused',
    'claimed span not_claimed same_person not_confirmed',
  ])('is said in both languages for the rules %s', (reasons) => {
    const evidence = { stage: 'restored', lost: 3, monitored: 8, id: 'x', reason: 'no_access' };
    for (const reason of reasons.split(' ')) {
      expect(say(refused(reason, evidence)), reason).toMatch(/\p{Script=Han}/u);
      expect(say(refused(reason, evidence), 'en'), reason).not.toMatch(
        /in English|undefined|\p{Script=Han}/u,
      );
    }
  });

  it('shows what the devices say against a claim', () => {
    expect(say(refused('devices_disagree', { lost: 3, monitored: 8 }))).toContain('8 台中有 3 台未恢复');
  });

  it('says that nothing has changed where the ledger is away, and does not say so where nobody answered', () => {
    const { reason: _, ...away } = { ...refused('x'), status: 503 };
    expect(say(away)).toBe(CATALOGUES.zh.work.refusal.away);
    expect(say({ because: 'timeout' })).toContain('不确定是否已记下');
  });

  it('of a rule that is not known is what the server said', () => {
    expect(say(refused('constructor'))).toBe('未能完成：in English');
  });
});
