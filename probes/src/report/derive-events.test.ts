import { DeviceEvent, EVENT_TYPES } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { deriveEvents, remember } from './derive-events.ts';

describe('events between two measurements', () => {
  it('are a contact that opened or closed', () => {
    expect(deriveEvents({ 'evt.door': false }, { 'evt.door': true })).toEqual([
      { type: 'door', data: { 'evt.door': true } },
    ]);
    expect(deriveEvents({ 'evt.smoke': true }, { 'evt.smoke': false })[0]?.type).toBe('smoke');
  });

  it('are the beginning and the end of a programme, and of a fault', () => {
    const types = (was: number, now: number) =>
      deriveEvents({ 'eb.work_state': was }, { 'eb.work_state': now }).map(({ type }) => type);
    expect(types(1, 2)).toEqual(['play_start']);
    expect(types(2, 1)).toEqual(['play_end']);
    expect(types(2, 3)).toEqual(['play_end', 'fault']);
    expect(types(3, 1)).toEqual(['fault_cleared']);
    expect(types(2, 2)).toEqual([]);
  });

  it('tell which fault', () => {
    const now = { 'eb.work_state': 3, 'eb.fault_type': 4 };
    expect(deriveEvents({ 'eb.work_state': 1 }, now)[0]?.data).toEqual({
      'eb.work_state': 3,
      'eb.fault_type': 4,
    });
  });

  it('are none where the probe did not see the change', () => {
    expect(deriveEvents({}, { 'eb.work_state': 3, 'evt.door': true })).toEqual([]);
    expect(deriveEvents({ 'evt.door': false }, { 'evt.door': null })).toEqual([]);
  });

  it('are found across an answer that failed', () => {
    const known = remember(remember({}, { 'evt.door': false }), { 'evt.door': null });
    expect(deriveEvents(known, { 'evt.door': true })).toHaveLength(1);
  });

  it('are all types of the contract, in its form', () => {
    const found = deriveEvents(
      { 'evt.water': false, 'eb.work_state': 2 },
      { 'evt.water': true, 'eb.work_state': 3 },
    );
    for (const { type, data } of found) {
      expect(EVENT_TYPES).toContain(type);
      expect(DeviceEvent.safeParse({ v: 1, boot: 'a', seq: 0, ts: 0, type, data }).success).toBe(true);
    }
  });
});
