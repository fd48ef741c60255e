import { AlarmType, IncidentType } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { ALARM_TYPES, alarmType } from './alarm-types.ts';

describe('every type of incident', () => {
  it('declares what to do, what happens otherwise, and how long it can wait, in both languages', () => {
    expect(ALARM_TYPES.map(({ type }) => type).sort()).toEqual([...IncidentType.options].sort());
    for (const type of IncidentType.options) {
      const { name, action, consequence, respondWithinMs } = AlarmType.parse(alarmType(type));
      for (const { zh, en } of [name, action, consequence]) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
      }
      expect(respondWithinMs).toBeLessThanOrEqual(48 * 3_600_000);
    }
  });

  it('asks for different things: no text stands twice', () => {
    const texts = ALARM_TYPES.flatMap(({ action, consequence }) => [
      action.zh,
      action.en,
      consequence.zh,
      consequence.en,
    ]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
