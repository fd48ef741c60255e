import { describe, expect, it } from 'vitest';
import { createPager } from './pager.ts';
import { decisionWords, DECISIONS, verdictWords } from './sentences.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';
import { OF_INCIDENTS, OF_PERSONS } from './stages.ts';

const time = (at: number): string => `t+${at - TEN_O_CLOCK}`;
const fact = {
  at: 0,
  kind: 'page',
  change: 'decided',
  id: 'i1',
  about: 'opened',
  person: null,
  message: null,
} as const;

describe('the reasons of stages', () => {
  it.each([...OF_INCIDENTS, ...OF_PERSONS].map((stage) => [stage.name, stage] as const))(
    'are sentences in both languages: %s',
    (_name, { name, reasons }) => {
      expect(Object.keys(reasons).length).toBeGreaterThan(1);
      for (const reason of Object.keys(reasons)) {
        const because = {
          reason,
          until: TEN_O_CLOCK,
          why: '检修',
          by: '示例',
          severity: 'minor',
          incident: 'i0',
          level: 'II',
          waiting: 3,
          channels: ['a', 'b'],
        };
        const words = verdictWords({ stage: name, verdict: 'stop', because }, time);
        expect(words.zh).toMatch(/[一-鿿]/);
        expect(words.en).toMatch(/^[^一-鿿]*\S[^一-鿿]*$|检修|示例/);
        expect(JSON.stringify(words)).not.toMatch(/undefined|NaN|null/);
      }
    },
  );

  it('are named as they were kept where no stage knows them any more', () => {
    const gone = { stage: 'weather', verdict: 'stop', because: { reason: 'rain' } } as const;
    expect(verdictWords(gone, time)).toEqual({ zh: 'weather: rain', en: 'weather: rain' });
    expect(verdictWords({ ...gone, stage: 'quiet', because: { reason: 'toString' } }, time).en).toBe(
      'quiet: toString',
    );
  });
});

describe('what was decided', () => {
  it.each(Object.keys(DECISIONS))('is a sentence in both languages: %s', (reason) => {
    const words = decisionWords({ ...fact, verdicts: [], because: { reason, dueAt: TEN_O_CLOCK } }, time);
    expect(words.zh).not.toBe('');
    expect(words.en).not.toMatch(/undefined|NaN/);
  });

  it('is a sentence for everything that the pager decides itself', () => {
    const world = smallWorld();
    const pager = createPager(world);
    const outcome = pager.call(call(TEN_O_CLOCK, 'opened', incident('i1'), { persons: [person('ann')] }));
    expect(decisionWords(outcome.facts[0]!, time)).toEqual({ zh: '立即发送', en: 'sent at once' });
    const stopped = pager.call(call(TEN_O_CLOCK, 'opened', incident('i2', { severity: 'info' })));
    expect(decisionWords(stopped.facts[0]!, time)).toEqual({
      zh: '提示级事件不呼叫任何人',
      en: 'nobody is called for severity info',
    });
  });

  it('is said by its change where the reason came from outside', () => {
    const failed = { ...fact, change: 'failed' as const, verdicts: [], because: { reason: 'http 500' } };
    expect(decisionWords(failed, time).en).toBe('could not be sent; will be tried again');
  });
});
