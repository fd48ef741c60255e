import { describe, expect, it } from 'vitest';
import { holes } from './seq-ranges.ts';
import { START, timeline } from './timeline.ts';

describe('the link of a device', () => {
  it('is unknown until it is heard, and online from its birth on', () => {
    const line = timeline();
    expect(line.state.link).toBe('UNKNOWN');
    expect(line.birth().links()).toEqual(['0 ONLINE birth']);
  });

  it('is suspected after 1.5 T and 10 s of silence, and offline after 3 T', () => {
    expect(timeline().birth().at(600).links()).toEqual([
      '0 ONLINE birth',
      '100 SUSPECT silence',
      '180 OFFLINE silence',
    ]);
  });

  it('is judged at the due millisecond and not one before', () => {
    expect(timeline().birth().at(99.999).state.link).toBe('ONLINE');
    expect(timeline().birth().at(100).state.link).toBe('SUSPECT');
    expect(timeline().birth().at(179.999).state.link).toBe('SUSPECT');
    expect(timeline().birth().at(180).state.link).toBe('OFFLINE');
  });

  it('stays online while beats come, also those without any metric', () => {
    const line = timeline().birth();
    for (let beat = 1; beat <= 20; beat++) line.at(beat * 60).data(beat);
    expect(line.links()).toEqual(['0 ONLINE birth']);
  });

  it('comes back with the first beat', () => {
    expect(timeline().birth().at(300).data(1).links().at(-1)).toBe('300 ONLINE data');
  });

  it('is suspected by a will, and offline if no birth follows within 90 s', () => {
    const line = timeline().birth().at(5).death('lost').at(200);
    expect(line.links().slice(1)).toEqual(['5 SUSPECT will', '95 OFFLINE will_unanswered']);
  });

  it('is not touched by the will of a life that is over', () => {
    const line = timeline().birth().at(5).birth({ boot: 'b2' }).at(6).death('lost', { boot: 'b1' });
    expect(line.state.link).toBe('ONLINE');
    expect(line.step.facts).toEqual([
      { kind: 'void', device: 'eb-1', at: START + 6000, because: 'old_boot' },
    ]);
  });

  it('rests without a limit after an announced standby or shutdown', () => {
    for (const reason of ['standby', 'shutdown'] as const) {
      expect(timeline().birth().at(5).death(reason).at(86_400).links().slice(1)).toEqual([
        `5 STANDBY ${reason}`,
      ]);
    }
  });

  it('must be back within 15 min of an announced restart or upgrade', () => {
    const line = timeline().birth().at(5).death('upgrade').at(2_000);
    expect(line.links().slice(1)).toEqual(['5 STANDBY upgrade', '905 OFFLINE return_overdue']);
  });

  it('is not made online by a birth that the broker had kept', () => {
    const line = timeline().birth({}, true);
    expect(line.state).toMatchObject({ link: 'UNKNOWN', boot: 'b1', lastSeenAt: null });
  });

  it('is blind, not offline, while we cannot see, and gets its full time afterwards', () => {
    const line = timeline().birth().at(30).blind().at(3_600).sighted().at(3_700);
    expect(line.links().slice(1)).toEqual(['30 BLIND broker_link_lost']);
    expect(line.at(3_780).links().at(-1)).toBe('3780 OFFLINE silence');
  });

  it('that was offline before we went blind stays offline', () => {
    expect(timeline().birth().at(400).blind().at(500).sighted().at(900).state.link).toBe('OFFLINE');
  });
});

describe('what a device says', () => {
  it('shows the newest values by sequence, not by arrival', () => {
    const line = timeline()
      .birth()
      .at(10)
      .data(2, { 'pwr.mains_v': 221 })
      .at(11)
      .data(1, { 'pwr.mains_v': 219 });
    expect(line.state.metrics).toEqual({ 'pwr.mains_v': 221 });
  });

  it('keeps the values that a report by exception leaves out', () => {
    const line = timeline().birth().at(10).data(1, { 'pwr.mains_v': 221, 'eb.work_state': 1 });
    expect(line.at(20).data(2, { 'eb.work_state': 2 }).state).toMatchObject({
      metrics: { 'pwr.mains_v': 221, 'eb.work_state': 2 },
      service: 'PLAYING',
    });
  });

  it('never changes what is current when it is sent as history', () => {
    const line = timeline()
      .birth()
      .at(400)
      .hist('b1', [{ seq: 1, ts: START + 60_000, m: { 'pwr.mains_v': 180 } }]);
    expect(line.state).toMatchObject({ link: 'OFFLINE', metrics: {} });
    expect(line.step.verdict).toEqual({ shiftMs: 0, skip: [] });
  });
});

describe('the identity of a sample', () => {
  it('is device, boot and sequence: sent again, it is left out', () => {
    const line = timeline().birth().at(10).data(1).at(11).data(1);
    expect(line.step.verdict?.skip).toEqual([0]);
    expect(
      line.hist(
        'b1',
        [1, 2].map((seq) => ({ seq, ts: START, m: {} })),
      ).step.verdict?.skip,
    ).toEqual([0]);
  });

  it('may be the number that a birth gave, if the device counts that way', () => {
    expect(timeline().birth({ seq: 4 }).at(10).data(4).step.verdict?.skip).toEqual([]);
  });

  it('is new in whatever order 500 of them come at once', () => {
    const seqs = Array.from({ length: 500 }, (_, i) => 1 + ((i * 307) % 500));
    const line = timeline().birth().at(600);
    line.hist(
      'b1',
      seqs.map((seq) => ({ seq, ts: START + seq * 1_000, m: {} })),
    );
    expect(line.step.verdict?.skip).toEqual([]);
  });

  it('leaves a gap when numbers are missing, but none for the number of a birth', () => {
    const line = timeline().birth().at(10).data(1).at(20).birth({ seq: 2 }).at(30).data(3);
    expect(line.step.facts.filter(({ kind }) => kind === 'gap')).toEqual([]);
    expect(line.at(40).data(6).step.facts).toEqual([
      { kind: 'gap', device: 'eb-1', at: START + 40_000, boot: 'b1' },
    ]);
  });

  it('leaves a gap at the end of a life whose last numbers never came, once the next life tells of them', () => {
    const line = timeline().birth().at(10).data(1).at(20).data(2);
    line.at(60).birth({ boot: 'b2', seq: 0, last: { boot: 'b1', seq: 5 } });
    expect(line.facts('gap')).toEqual([{ kind: 'gap', device: 'eb-1', at: START + 60_000, boot: 'b1' }]);
    expect(holes(line.state.boots[1]?.received ?? [])).toEqual([[3, 5]]);
    const late = [3, 4, 5].map((seq) => ({ seq, ts: START + 30_000, m: {} }));
    line.at(70).hist('b1', late);
    expect(line.step.verdict?.skip).toEqual([]);
    line.at(80).birth({ boot: 'b2', seq: 0, last: { boot: 'b1', seq: 5 } });
    expect(line.facts('gap')).toHaveLength(1);
    expect(holes(line.state.boots[1]?.received ?? [])).toEqual([]);
  });

  it('leaves no gap where the last number of a life has come', () => {
    const line = timeline().birth().at(10).data(1).at(20).data(2);
    line.at(60).birth({ boot: 'b2', seq: 0, last: { boot: 'b1', seq: 2 } });
    expect(line.facts('gap')).toEqual([]);
  });

  it('asks nothing of what a device sent before it was first heard', () => {
    expect(timeline().birth().at(10).data(500).step.facts).toEqual([]);
  });

  it('misses the first samples of a new life of a known device', () => {
    const line = timeline()
      .birth()
      .at(10)
      .data(1)
      .at(20)
      .birth({ boot: 'b2' })
      .at(30)
      .data(3, {}, { boot: 'b2' });
    expect(line.step.facts.map(({ kind }) => kind)).toEqual(['gap']);
  });
});

describe('a wrong clock', () => {
  const HOUR = 3_600_000;

  it('is corrected by how far it is off, and said', () => {
    const line = timeline().birth({ ts: START + 8 * HOUR });
    line.at(60).data(1, {}, { ts: START + 60_000 + 8 * HOUR });
    expect(line.step.verdict?.shiftMs).toBe(-8 * HOUR);
    expect(line.state.flags).toContain('CLOCK_UNTRUSTED');
  });

  it('does not take a late message for a wrong clock', () => {
    const line = timeline()
      .birth()
      .at(900)
      .data(1, {}, { ts: START + 60_000 });
    expect(line.step.verdict?.shiftMs).toBe(0);
    expect(line.state.flags).toEqual([]);
  });

  it('is let be within 5 s, except that nothing lies in the future', () => {
    expect(
      timeline()
        .birth()
        .at(60)
        .data(1, {}, { ts: START + 57_000 }).step.verdict?.shiftMs,
    ).toBe(0);
    expect(
      timeline()
        .birth({ ts: START + 3_000 })
        .at(60)
        .data(1, {}, { ts: START + 63_000 }).step.verdict?.shiftMs,
    ).toBe(-3_000);
  });

  it('never puts a sample into 1970', () => {
    const line = timeline().birth({ ts: 5_000 }).at(60).data(1, {}, { ts: 65_000 });
    expect(65_000 + (line.step.verdict?.shiftMs ?? 0)).toBe(START + 60_000);
    line.hist('b9', [{ seq: 1, ts: 1_000, m: {} }]);
    expect(1_000 + (line.step.verdict?.shiftMs ?? 0)).toBeGreaterThan(START - HOUR);
  });

  it('is trusted again when it is set right', () => {
    const line = timeline()
      .birth({ ts: 5_000 })
      .at(60)
      .data(1, {}, { ts: START + 60_000 });
    expect(line.step.verdict?.shiftMs).toBe(0);
    expect(line.state.flags).toEqual([]);
  });
});
