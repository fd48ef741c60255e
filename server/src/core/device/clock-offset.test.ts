import { describe, expect, it } from 'vitest';
import { START, timeline } from './timeline.ts';

const HOUR = 3_600_000;

describe('when a message was sent', () => {
  it('is told by the device clock, however late the message comes', () => {
    const line = timeline().birth({ ts: START - 3_050 });
    line.at(60.4).data(1, {}, { ts: START + 60_000 - 3_050 });
    expect(line.step.sentAt).toBe(START + 60_000);
    line.at(128).data(2, {}, { ts: START + 120_000 - 3_050 });
    expect(line.step.sentAt).toBe(START + 120_000);
  });

  it('moves no measurement of a device that is first heard through a queue', () => {
    const line = timeline();
    line.at(13.4).birth({ ts: START });
    line.at(13.5).data(1, {}, { ts: START + 5_000 });
    expect(line.step.verdict?.shiftMs).toBe(0);
    line.at(13.6).data(2, {}, { ts: START + 10_000 });
    expect(line.step.verdict?.shiftMs).toBe(0);
  });

  it('is told by a clock that was always slow once it has been heard for a minute', () => {
    const line = timeline().birth({ ts: START - 20_000 });
    for (let beat = 1; beat <= 5; beat++)
      line.at(beat * 30).data(beat, {}, { ts: START + beat * 30_000 - 20_000 });
    expect(line.step.verdict?.shiftMs).toBe(20_000);
    expect(line.step.sentAt).toBe(START + 150_000);
  });

  it('is never after its arrival', () => {
    const line = timeline()
      .birth()
      .at(60)
      .data(1, {}, { ts: START + 61_000 });
    expect(line.step.sentAt).toBe(START + 60_000);
  });

  it('is told by the next life too, from its first message on', () => {
    const line = timeline()
      .birth({ ts: START + 1_000 })
      .at(60.7)
      .birth({ boot: 'b2', ts: START + 61_000 });
    expect(line.step.sentAt).toBe(START + 60_000);
  });

  it('is its arrival where the clock was put on or back by hours', () => {
    for (const jump of [8 * HOUR, -8 * HOUR]) {
      const line = timeline().birth();
      line.at(60).data(1, {}, { ts: START + 60_000 + jump });
      expect(line.step.sentAt).toBe(START + 60_000);
    }
  });

  it('is told by the new time once a clock that was put back has stood by it for four beats', () => {
    const line = timeline().birth({ ts: START + 8 * HOUR });
    for (let beat = 1; beat <= 4; beat++) line.at(beat * 60).data(beat);
    line.at(301.5).data(5, {}, { ts: START + 300_000 });
    expect(line.step.sentAt).toBe(START + 300_000);
    expect(line.step.verdict?.shiftMs).toBe(0);
    expect(line.state.flags).toEqual([]);
  });

  it('is wrong by no more than a few seconds while a clock loses 1 %', () => {
    const line = timeline().birth();
    for (let beat = 1; beat <= 60; beat++) {
      line.at(beat * 60 + 0.2).data(beat, {}, { ts: START + Math.round(beat * 60_000 * 0.99) });
      const late = START + beat * 60_000 + 200 - (line.step.sentAt ?? 0);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(9_000);
    }
  });

  it('of history is when its newest sample was measured, within half a minute', () => {
    const line = timeline()
      .birth()
      .at(400)
      .hist('b1', [{ seq: 1, ts: START + 390_000, m: {} }]);
    expect(line.step.sentAt).toBe(START + 390_000);
    line.hist('b1', [{ seq: 2, ts: START + 60_000, m: {} }]);
    expect(line.step.sentAt).toBe(START + 370_000);
  });
});
