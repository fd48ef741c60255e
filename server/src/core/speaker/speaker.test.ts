import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START } from '../device/timeline.ts';
import { detectorStory } from '../detector-story.ts';
import { createSpeakerDetector } from './speaker.ts';

const story = () => detectorStory({ devices: [{ id: 'eb-1' }], detector: createSpeakerDetector });

const IDLE = { 'eb.work_state': 1, 'pwr.amp_a': 0.05 };
const LOUD = { 'eb.work_state': 2, 'pwr.amp_a': 1.4 };
const MUTE = { 'eb.work_state': 2, 'pwr.amp_a': 0.05 };

/** Idle, then `count` samples of playing as it should. */
function learnt(count = 30) {
  const told = story().birth('eb-1').at(60).data('eb-1', IDLE);
  for (let i = 1; i <= count; i++) told.at(60 + i * 60).data('eb-1', LOUD);
  return { told, s: 60 + count * 60 };
}

describe('a loudspeaker that plays in silence', () => {
  it('is called at the second sample without current, whatever it says of itself', () => {
    const { told, s } = learnt();
    told.at(s + 60).data('eb-1', MUTE);
    expect(told.opened()).toEqual([]);
    told.at(s + 120).data('eb-1', MUTE);
    expect(told.opened()).toEqual([`${s + 120} silent_speaker eb-1 major`]);
    expect(told.incidents()[0]).toMatchObject({
      scope: { kind: 'device', id: 'eb-1' },
      since: START + (s + 60) * 1000,
      affected: { lost: 1, monitored: 1, population: 300 },
      because: { evidence: 'amplifier_idle_while_playing', ampA: 0.05, usualFrom: 'device', reached: false },
    });
    expect(told.detector.isSilent('eb-1')).toBe(true);
  });

  it('is over after two samples with current, and the incident after it has stayed so', () => {
    const { told, s } = learnt();
    told
      .at(s + 60)
      .data('eb-1', MUTE)
      .at(s + 120)
      .data('eb-1', MUTE);
    told.at(s + 180).data('eb-1', LOUD);
    expect(told.detector.isSilent('eb-1')).toBe(true);
    told.at(s + 240).data('eb-1', LOUD);
    expect(told.detector.isSilent('eb-1')).toBe(false);
    told.at(s + 240 + 180);
    expect(told.facts.at(-1)).toMatchObject({ change: 'recovered', because: { heardAgain: true } });
  });

  it('stays called while it is idle: that proves nothing', () => {
    const { told, s } = learnt();
    told
      .at(s + 60)
      .data('eb-1', MUTE)
      .at(s + 120)
      .data('eb-1', MUTE);
    for (let i = 3; i < 60; i++) told.at(s + i * 60).data('eb-1', IDLE);
    expect(told.incidents()).toMatchObject([{ state: 'open' }]);
  });

  it('is called without anything learnt, by what its class usually draws', () => {
    const told = story().birth('eb-1').at(60).data('eb-1', IDLE);
    told.at(120).data('eb-1', MUTE).at(180).data('eb-1', MUTE);
    expect(told.incidents()).toMatchObject([{ because: { usualA: 1.4, usualFrom: 'class' } }]);
  });

  it('is called when it says so itself: fault type 3, until that is gone', () => {
    const told = story().birth('eb-1');
    told
      .at(60)
      .data('eb-1', { ...IDLE, 'eb.fault_type': 3 })
      .at(120)
      .data('eb-1', {});
    expect(told.incidents()).toMatchObject([{ because: { evidence: 'no_output_reported' } }]);
    told.at(180).data('eb-1', { 'eb.fault_type': 0 }).at(240).data('eb-1', {}).at(430);
    expect(told.facts.at(-1)?.change).toBe('recovered');
  });

  it('is called when it sends the fault as an event, and released when it clears it', () => {
    const told = story().birth('eb-1').at(10).event('eb-1', 'fault', { fault_type: 3 });
    told.at(60).data('eb-1', IDLE).at(120).data('eb-1', IDLE);
    expect(told.opened()).toHaveLength(1);
    told.at(130).event('eb-1', 'fault_cleared', { fault_type: 3 });
    told.at(180).data('eb-1', IDLE).at(240).data('eb-1', IDLE);
    expect(told.detector.isSilent('eb-1')).toBe(false);
  });

  it('is judged between the start and the end of a play, even if it does not tell its work state', () => {
    const told = story().birth('eb-1').at(5).event('eb-1', 'play_start', { ebm_id: 'x' });
    told.at(60).data('eb-1', { 'pwr.amp_a': 0.02 }).at(120).data('eb-1', { 'pwr.amp_a': 0.02 });
    expect(told.opened()).toHaveLength(1);
  });
});

describe('a loudspeaker that is in order', () => {
  it('is not called for one sample without current, as a play begins or between words', () => {
    const { told, s } = learnt();
    for (let i = 0; i < 20; i++) {
      told.at(s + i * 240 + 60).data('eb-1', MUTE);
      for (const j of [2, 3, 4]) told.at(s + i * 240 + j * 60).data('eb-1', LOUD);
    }
    expect(told.opened()).toEqual([]);
  });

  it('is not called when a sample comes twice', () => {
    const { told, s } = learnt();
    told
      .at(s + 60)
      .data('eb-1', MUTE, { seq: 1000 })
      .at(s + 70)
      .data('eb-1', MUTE, { seq: 1000 });
    expect(told.opened()).toEqual([]);
  });

  it('may be a small one: its own usual counts, not that of its class', () => {
    const told = story().birth('eb-1').at(60).data('eb-1', { 'eb.work_state': 1, 'pwr.amp_a': 0.02 });
    for (let i = 2; i < 60; i++) told.at(i * 60).data('eb-1', { 'eb.work_state': 2, 'pwr.amp_a': 0.15 });
    expect(told.opened()).toEqual([]);
    for (let i = 60; i < 63; i++) told.at(i * 60).data('eb-1', { 'eb.work_state': 2, 'pwr.amp_a': 0.02 });
    expect(told.opened()).toHaveLength(1);
  });

  it('is not judged while nothing can be seen', () => {
    const { told, s } = learnt();
    told.at(s + 10).blind();
    told
      .at(s + 60)
      .data('eb-1', MUTE)
      .at(s + 120)
      .data('eb-1', MUTE);
    expect(told.opened()).toEqual([]);
    told
      .at(s + 130)
      .sighted()
      .at(s + 180)
      .data('eb-1', MUTE)
      .at(s + 240)
      .data('eb-1', MUTE);
    expect(told.opened()).toHaveLength(1);
  });
});

describe('what is known of loudspeakers', () => {
  it('is the same after a restart', () => {
    const { told, s } = learnt();
    told
      .at(s + 60)
      .data('eb-1', MUTE)
      .at(s + 120)
      .data('eb-1', MUTE);
    const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
    const again = story().birth('eb-1');
    again.detector.restore?.(kept, START);
    expect(again.detector.isSilent('eb-1')).toBe(true);
    expect(again.detector.keep?.()).toEqual(kept);
  });

  it('never has a loudspeaker called whose current is that of most of its plays', () => {
    const sample = fc.record({ plays: fc.boolean(), amps: fc.double({ min: 0.6, max: 2.4, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 200 }), (samples) => {
        const told = story().birth('eb-1');
        samples.forEach(({ plays, amps }, i) =>
          told.at(60 + i * 60).data('eb-1', plays ? { ...LOUD, 'pwr.amp_a': amps } : IDLE),
        );
        expect(told.opened()).toEqual([]);
      }),
    );
  });
});
