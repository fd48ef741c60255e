import { describe, expect, it } from 'vitest';
import type { EffectFigure, WeakEvidence } from '@fengsui/config/contract';
import { createFormats } from '../i18n/format.ts';
import { CATALOGUES } from '../i18n/language.ts';
import { weekOf } from '../../test/weak-areas.ts';
import { evidenceWords, shareWords } from './area-words.ts';
import { differenceWords, sideSample, sideValue } from './effect-words.ts';
import { cellParts, cellTitle, usualWords } from './week-words.ts';

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const { zh, en } = CATALOGUES;
const formats = { zh: createFormats('zh', 'Asia/Shanghai'), en: createFormats('en', 'Asia/Shanghai') };
const NOW = at('2026-11-22T20:30');

describe('the words of an area', () => {
  it('give the share with numerator and denominator, and none where fewer than five are measured', () => {
    const of = (weak: number, n: number) => shareWords({ n, weak, bad: 0 }, zh.weakAreas, formats.zh);
    expect(of(5, 12)).toEqual({ counts: '5/12 台弱', share: '41.7%' });
    expect(of(4, 4)).toEqual({ counts: '仅 4 台在测', share: '' });
    expect(of(0, 0)).toEqual({ counts: '没有设备在测', share: '' });
  });

  const worst = { n: 12, weak: 7, bad: 1, from: at('2026-11-19T20:00') };
  const evidence: WeakEvidence = {
    reason: 'same_hour_of_days',
    hours: ['2026-11-17', '2026-11-18', '2026-11-19'].flatMap((day) => [
      at(`${day}T19:00`),
      at(`${day}T20:00`),
    ]),
    worst,
    devices: ['a', 'b'],
  };

  it('say in one sentence at what hours an area is weak again and again', () => {
    expect(evidenceWords(evidence, zh, formats.zh)).toBe(
      '19–21 时，近 7 天有 3 天至少两成设备弱；最重 11/19 周四 20–21 时，7/12 台弱',
    );
    expect(evidenceWords(evidence, en, formats.en)).toContain('weak on 3 of the last 7 days');
  });

  it('say of an area that turned weak at once when that was', () => {
    expect(evidenceWords({ ...evidence, reason: 'acute' }, zh, formats.zh)).toBe(
      '11/19 周四 20–21 时，一小时内过半设备弱（7/12 台）',
    );
  });
});

describe('the words of a week', () => {
  const week = weekOf(NOW, { metric: 'dvbc.mer_db' });

  it('give a cell with what it rests on', () => {
    const cell = { n: 400, weak_ratio: 0.42, median: 30.12, p05: 27.4, devices: 12 };
    expect(cellTitle(43, zh)).toBe('周二 19–20 时');
    expect(cellParts(cell, 'dvbc.mer_db', zh, formats.zh)).toEqual([
      '弱 42%（168/400 设备小时）',
      '中位 30.1\u00a0dB',
      '最差 5 % 低于 27.4\u00a0dB',
      '至多 12 台',
    ]);
  });

  it('say of too few and of no data that it is so, and no share', () => {
    const few = { n: 12, weak_ratio: 0.5, median: 30, p05: null, devices: 3 };
    expect(cellParts(few, 'dvbc.mer_db', zh, formats.zh).join()).not.toContain('%');
    const none = { n: 0, weak_ratio: null, median: null, p05: null, devices: 0 };
    expect(cellParts(none, 'dvbc.mer_db', en, formats.en)).toEqual(['no data']);
  });

  it('set now beside what is usual, and leave out what nobody can compare with', () => {
    const usual = { n: 300, weak_ratio: 0.08, median: 33, p05: 30, devices: 12 };
    const now = { ...week.now, count: { n: 12, weak: 5, bad: 1 }, weak_ratio: 5 / 12, median: 30.1, usual };
    expect(usualWords({ ...week, now }, zh, formats.zh)).toEqual([
      '现在 41.7% 弱（5/12 台）',
      '平时此时 8%（300 设备小时）',
      '中位电平 30.1\u00a0dB，平时 33.0\u00a0dB',
    ]);
    const nothing = { n: 0, weak_ratio: null, median: null, p05: null, devices: 0 };
    expect(usualWords({ ...week, now: { ...now, usual: nothing } }, zh, formats.zh)).toHaveLength(1);
  });
});

describe('the words of what works have changed', () => {
  const side = { value: 0.32, n: 1_204, days: 26 };
  const figure: EffectFigure = {
    ...{ what: 'weak_ratio', source: 'probes', metric: null, unit: '' },
    ...{ before: side, after: { value: 0.09, n: 1_180, days: 27 } },
    ...{ difference: -0.23, interval: [-0.27, -0.18], verdict: 'better', because: 'interval_beyond_zero' },
    note: null,
  };

  it('give shares in points, with the interval and the sample on both sides', () => {
    expect(sideValue(figure, side, zh, formats.zh)).toBe('32%');
    expect(sideSample(figure, side, zh, formats.zh)).toBe('1,204 设备小时 · 26 天');
    expect(differenceWords(figure, zh, formats.zh)).toBe('−23.0 个百分点 (−27.0 至 −18.0)');
  });

  it('give a difference of levels in dB, and count tests as tests', () => {
    const level: EffectFigure = {
      ...{ ...figure, what: 'median', source: 'field_tests', metric: 'cell.rsrp_dbm', unit: 'dBm' },
      ...{ difference: 3.27, interval: null },
    };
    expect(differenceWords(level, en, formats.en)).toBe('+3.3 dB');
    expect(sideSample(level, { value: -101, n: 40, days: 2 }, en, formats.en)).toBe('40 tests · 2 days');
    expect(sideValue(level, { value: -101, n: 40, days: 2 }, en, formats.en)).toMatch(/^[-−]101.0\u00a0dBm$/);
  });

  it('say nothing where a side is empty', () => {
    const empty = { ...figure, difference: null, interval: null };
    expect(differenceWords(empty, zh, formats.zh)).toBe('—');
    expect(sideValue(figure, { value: null, n: 0, days: 0 }, zh, formats.zh)).toBe('—');
  });
});
