import type { Metrics, SignalState } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { SampleVerdict } from '../core/device/event.ts';
import { encodeArrival } from '../journal/arrival-record.ts';
import { samplesOfRecord } from './stored-samples.ts';

const AT = 1_763_596_800_000;

function stored(verb: string, body: object, verdict: Partial<SampleVerdict> = {}) {
  const payload = Buffer.from(JSON.stringify({ v: 1, boot: 'b1', ...body }));
  const whole = { shiftMs: 0, skip: [], ...verdict };
  const topic = `fengsui/v1/441223/${verb}/d-1`;
  return samplesOfRecord(encodeArrival({ at: AT, retained: false, topic, payload, verdict: whole })).samples;
}
const data = (m: Metrics, quality?: readonly SignalState[]): Metrics[] =>
  stored('data', { seq: 1, ts: AT, m }, { quality }).map((sample) => sample.m);

describe('what is stored of a message', () => {
  it('is its values beside what we say of the signal', () => {
    const m = { 'pon.rx_dbm': -26 };
    expect(data(m)).toEqual([m]);
    expect(data(m, ['OK'])).toEqual([{ ...m, 'signal.weak': 0 }]);
    expect(data(m, ['WEAK'])).toEqual([{ ...m, 'signal.weak': 1 }]);
    expect(data(m, ['BAD'])).toEqual([{ ...m, 'signal.weak': 1, 'signal.bad': 1 }]);
  });

  it('is the quality of a heartbeat too: what held before holds still', () => {
    expect(data({}, ['WEAK'])).toEqual([{ 'signal.weak': 1 }]);
  });

  it('is never what a device says under our names', () => {
    expect(data({ 'signal.weak': 1, 'signal.own': 3, 'pon.rx_dbm': -20 }, ['OK'])).toEqual([
      { 'pon.rx_dbm': -20, 'signal.weak': 0 },
    ]);
    expect(data({ 'signal.bad': 1 })).toEqual([{}]);
  });

  it('has the quality of each sample of the past at its place, those that are left out aside', () => {
    const samples = [1, 2, 3, 4].map((seq) => ({ seq, ts: AT + seq, m: { 'a.b': seq } }));
    const quality: SignalState[] = ['OK', 'BAD', 'NA', 'WEAK'];
    expect(stored('hist', { samples }, { shiftMs: 10, skip: [1], quality })).toMatchObject([
      { seq: 1, ts: AT + 11, late: true, m: { 'a.b': 1, 'signal.weak': 0 } },
      { seq: 3, m: { 'a.b': 3 } },
      { seq: 4, m: { 'a.b': 4, 'signal.weak': 1 } },
    ]);
  });

  it('is a beat without values of an event, and nothing of what is no sample', () => {
    expect(stored('event', { seq: 1, ts: AT, type: 'door', data: {} })).toMatchObject([{ seq: 1, m: {} }]);
    expect(stored('death', { reason: 'lost' })).toEqual([]);
  });
});
