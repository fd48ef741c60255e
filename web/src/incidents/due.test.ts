import type { ServiceClock } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createFormats } from '../i18n/format.ts';
import { CATALOGUES } from '../i18n/language.ts';
import { dueWords } from './due-words.ts';
import { clockBar, nextDue } from './due.ts';

const HOUR = 3_600_000;
const START = 1_795_363_100_000;

const clock = (over: Partial<ServiceClock> = {}): ServiceClock => ({
  ...{ id: 'respond', name: { zh: '响应', en: 'Respond' }, profile: 'ZQ-EMG' },
  ...{ startedAt: START, withinMs: HOUR, dueAt: START + HOUR, state: 'running' },
  ...{ metAt: null, elapsedMs: 0, pausedMs: 0 },
  ...over,
});
const say = (now: number, clocks: ServiceClock[], dueAt: number | null, language: 'zh' | 'en' = 'zh') =>
  dueWords(
    nextDue({ clocks, dueAt }, now),
    CATALOGUES[language],
    createFormats(language, 'Asia/Shanghai'),
    language,
  );

describe('what is due next', () => {
  it('names the promise that ends first and what is left of it, in both languages', () => {
    const later = clock({ id: 'resolve', name: { zh: '处置', en: 'Restore' }, dueAt: START + 24 * HOUR });
    const clocks = [later, clock()];
    expect(say(START + HOUR / 3, clocks, START + HOUR)).toBe('响应 剩 40 分钟');
    expect(say(START + HOUR / 3, clocks, START + HOUR, 'en')).toBe('Respond: 40m left');
    expect(nextDue({ clocks, dueAt: START + HOUR }, START + HOUR / 3).state).toBe('running');
  });

  it('is soon in the last quarter, and overdue from the very instant', () => {
    const clocks = [clock()];
    const stateAt = (now: number) => nextDue({ clocks, dueAt: START + HOUR }, now).state;
    expect(stateAt(START + 0.75 * HOUR)).toBe('running');
    expect(stateAt(START + 0.75 * HOUR + 1)).toBe('soon');
    expect(stateAt(START + HOUR)).toBe('overdue');
    expect(say(START + 2 * HOUR, clocks, START + HOUR)).toBe('响应 超时 1 小时');
    expect(say(START + 2 * HOUR, clocks, START + HOUR, 'en')).toBe('Respond: overdue 1h');
  });

  it('says of a clock that stands still no time that is left', () => {
    expect(say(START, [clock({ state: 'paused' })], START + HOUR)).toBe('响应 暂停计时');
  });

  it('is the stage itself where that may not last until any promise', () => {
    const met = clock({ state: 'met', metAt: START });
    expect(say(START, [met], START + HOUR)).toBe('本阶段 剩 1 小时');
    expect(say(START + 2 * HOUR, [clock({ dueAt: START + 9 * HOUR })], START + HOUR)).toBe(
      '本阶段 超时 1 小时',
    );
  });

  it('is nothing once it is closed', () => {
    expect(say(START, [clock({ state: 'void' })], null)).toBe('无时限');
  });
});

describe('a promise as a bar', () => {
  it('is filled until now, and until when it was met', () => {
    expect(clockBar(clock(), START + HOUR / 4)).toEqual({
      ...{ state: 'running', done: 0.25, paused: 0, ms: 0.75 * HOUR },
    });
    const met = clock({ state: 'met', metAt: START + HOUR / 2 });
    expect(clockBar(met, START + 9 * HOUR)).toEqual({ state: 'met', done: 0.5, paused: 0, ms: 0 });
  });

  it('never is longer than its frame, and counts its pauses within it', () => {
    const late = clock({ dueAt: START + 2 * HOUR, pausedMs: HOUR, state: 'overdue' });
    expect(clockBar(late, START + 3 * HOUR)).toEqual({
      ...{ state: 'overdue', done: 1, paused: 0.5, ms: HOUR },
    });
    expect(clockBar(clock(), START - HOUR).done).toBe(0);
  });
});
