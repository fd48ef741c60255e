import { describe, expect, it } from 'vitest';
import type { Timeline } from './timeline.ts';
import { START, timeline } from './timeline.ts';

/** Two boxes with one name: each beats every 60 s, half a minute apart. */
function twoBoxes(minutes: number): Timeline {
  const line = timeline().birth().at(30).birth({ boot: 'b2' });
  for (let beat = 1; beat <= minutes; beat++) {
    line.at(beat * 60).data(beat);
    line.at(beat * 60 + 30).data(beat, {}, { boot: 'b2' });
  }
  return line;
}

describe('two devices that bear one name', () => {
  it('are told by lives that take turns, and are neither online nor offline', () => {
    const line = twoBoxes(5);
    expect(line.state).toMatchObject({ link: 'BLIND', linkBecause: 'duplicate_id', flags: ['QUARANTINED'] });
    expect(line.links()).toEqual(['0 ONLINE birth', '120 BLIND duplicate_id']);
  });

  it('are reported once, with both lives as evidence', () => {
    const [fact, ...others] = twoBoxes(5).facts('duplicate');
    expect(others).toEqual([]);
    expect(fact).toMatchObject({ at: START + 120_000, on: true, since: START + 60_000, alternations: 3 });
    expect(fact?.boots.map(({ boot, seq }) => [boot, seq])).toEqual([
      ['b1', 2],
      ['b2', 1],
    ]);
  });

  it('are one again when only one has been heard for half an hour', () => {
    const line = twoBoxes(5);
    for (let beat = 6; beat <= 40; beat++) line.at(beat * 60).data(beat);
    expect(line.links().at(-1)).toBe('2160 ONLINE data');
    expect(line.state.flags).toEqual([]);
    expect(line.facts('duplicate').map(({ on }) => on)).toEqual([true, false]);
  });

  it('are not suspected where one device starts again and again', () => {
    const line = timeline();
    for (let boot = 1; boot <= 20; boot++) line.at(boot * 40).birth({ boot: `b${boot}` });
    expect(line.state.flags).toEqual([]);
    expect(line.facts('duplicate')).toEqual([]);
  });

  it('are not suspected where the last messages of a life come late', () => {
    const line = timeline().birth().at(60).data(1).at(121).birth({ boot: 'b2' });
    for (let late = 0; late < 6; late++) {
      line.at(122 + late * 2).data(2 + late, {}, { ts: START + 100_000 + late });
      line.at(123 + late * 2).data(1 + late, {}, { boot: 'b2' });
    }
    expect(line.state).toMatchObject({ boot: 'b2', link: 'ONLINE', turns: null });
  });
});

describe('flapping', () => {
  it('begins at the fourth change and ends when the changes are long ago', () => {
    const line = timeline().birth();
    for (let time = 1; time <= 2; time++) line.at(time * 400).data(time);
    expect(line.facts('flapping')).toMatchObject([{ on: true, percent: 24.2, at: START + 800_000 }]);
    for (let beat = 3; beat <= 24; beat++) line.at(800 + beat * 60).data(beat);
    expect(line.facts('flapping').map(({ on }) => on)).toEqual([true, false]);
    expect(line.state.flags).toEqual([]);
  });

  it('ends also while nothing is heard', () => {
    const line = timeline().birth().at(400).data(1).at(800).data(2).at(4_000);
    expect(line.state).toMatchObject({ link: 'OFFLINE', flags: [] });
  });
});

describe('a wrong clock', () => {
  it('that is 8 h ahead is named as local time that was sent as UTC', () => {
    const line = timeline().birth({ ts: START + 8 * 3_600_000 });
    expect(line.facts('clock')).toMatchObject([{ on: true, fault: { because: 'local_time_as_utc' } }]);
  });

  it('of 2000 counts as not set, and it is told when it is set in the middle of a life', () => {
    const line = timeline().birth({ ts: 946_684_800_000 }).at(60).data(1);
    expect(line.facts('clock')).toMatchObject([{ on: true, fault: { because: 'unset' } }, { on: false }]);
    expect(line.step).toMatchObject({ sentAt: START + 60_000, verdict: { shiftMs: 0 } });
  });
});

describe('an announced leave', () => {
  it('is not undone by what was sent before it, but by what was sent after', () => {
    const line = timeline()
      .birth()
      .at(60)
      .data(1)
      .at(100)
      .death('standby', { ts: START + 100_000 });
    line.at(110).data(2, {}, { ts: START + 99_000 });
    expect(line.state.link).toBe('STANDBY');
    line.at(120).birth({ ts: START + 119_900 });
    expect(line.links().at(-1)).toBe('120 ONLINE birth');
  });

  it('that comes after its own return is void', () => {
    const line = timeline()
      .birth()
      .at(60)
      .data(1)
      .at(90)
      .birth({ seq: 2, ts: START + 90_000 });
    line.at(95).death('standby', { ts: START + 80_000 });
    expect(line.state.link).toBe('ONLINE');
    expect(line.step.facts).toMatchObject([{ kind: 'void', because: 'old_session' }]);
  });

  it('is not undone by a will that follows it', () => {
    expect(timeline().birth().at(60).death('standby').at(61).death('lost').at(9_000).state.link).toBe(
      'STANDBY',
    );
  });
});

describe('a will', () => {
  it('of the session before is void while the new one is young', () => {
    const line = timeline().birth().at(60).birth({ seq: 1, boot_reason: 'reconnect' }).at(70).death('lost');
    expect(line.links()).toEqual(['0 ONLINE birth']);
    expect(line.step.facts).toMatchObject([{ kind: 'void', because: 'old_session' }]);
  });
});
