import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectorStory } from '../detector-story.ts';
import { createPlayDetector } from './play.ts';

interface Options {
  count?: number;
  silent?: readonly string[];
}

/** Loudspeakers in villages of ten; ten villages are a township. All are online. */
function speakers({ count = 100, silent = [] }: Options = {}) {
  const devices = Array.from({ length: count }, (_, i) => ({
    id: `eb-${i}`,
    area: `4412231${String(Math.floor(i / 100)).padStart(2, '0')}${String(Math.floor(i / 10) % 10).padStart(3, '0')}`,
  }));
  const told = detectorStory({
    devices,
    detector: (parts) => createPlayDetector({ ...parts, isSilent: (id) => silent.includes(id) }),
  });
  for (const { id } of devices) told.birth(id);
  return told;
}
type Told = ReturnType<typeof speakers>;

interface Play {
  failed?: number;
  mute?: number;
  type?: number;
  from?: number;
  count?: number;
}

/** The first `mute` say nothing, the next `failed` that it failed, the rest that it succeeded. */
function play(told: Told, { failed = 0, mute = 0, type = 4, from = 0, count = 100 }: Play = {}): Told {
  const begun = { ebm_id: 'ebm-1', type };
  told.at(60);
  for (let i = from + mute; i < from + count; i++) told.event(`eb-${i}`, 'play_start', begun);
  beat(told, 100, 220, count);
  told.at(240);
  for (let i = from + mute; i < from + count; i++) {
    told.event(`eb-${i}`, 'play_end', { ...begun, result: i < from + mute + failed ? 0 : 1 });
  }
  return told;
}

/** Everybody stays online. */
function beat(told: Told, fromS: number, untilS: number, count = 100): Told {
  for (let s = fromS; s <= untilS; s += 50) {
    told.at(s);
    for (let i = 0; i < count; i++) told.data(`eb-${i}`, {});
  }
  return told;
}

describe('a play of the emergency broadcast', () => {
  it('has reached whom it is known to have reached: of 1,000 with 40 silent and 20 failed, 94.0 %', () => {
    const told = beat(play(speakers({ count: 1000 }), { count: 1000, failed: 20, mute: 40 }), 250, 600, 1000);
    expect(told.campaigns).toHaveLength(1);
    expect(told.campaigns[0]).toMatchObject({
      targeted: 1000,
      succeeded: 940,
      failed: 20,
      silent: 40,
      reach: { numerator: 940, denominator: 1000 },
      exercise: false,
      emergency: true,
      targets: { from: 'derived', area: '441223100'.slice(0, 6) },
    });
    expect(told.campaigns[0]?.silentDevices.map(({ device }) => device)).toEqual(
      Array.from({ length: 40 }, (_, i) => `eb-${i}`),
    );
    expect(told.facts).toEqual([]);
  });

  it('counts a loudspeaker that plays in silence as not reached, whatever it reports', () => {
    const told = beat(play(speakers({ silent: ['eb-7'] })), 250, 600);
    expect(told.campaigns[0]).toMatchObject({
      succeeded: 99,
      failedDevices: [{ device: 'eb-7', because: 'silent_speaker' }],
    });
  });

  it('asks for a reason for every terminal that missed a test, and does not count it as an emergency', () => {
    const told = beat(play(speakers(), { mute: 3, type: 1 }), 250, 600);
    expect(told.campaigns[0]).toMatchObject({ exercise: true, emergency: false, silent: 3 });
    for (const { reasonRequired, reason } of told.campaigns[0]?.silentDevices ?? []) {
      expect([reasonRequired, reason]).toEqual([true, null]);
    }
    expect(told.facts).toEqual([]);
  });

  it('is told when five minutes have passed after the last report, not before', () => {
    const told = play(speakers());
    expect(beat(told, 250, 539).campaigns).toEqual([]);
    expect(beat(told, 540, 545).campaigns).toHaveLength(1);
  });

  it('of a village is not held against its neighbours', () => {
    const told = beat(play(speakers(), { from: 0, count: 10, mute: 1 }), 250, 700);
    expect(told.campaigns[0]).toMatchObject({
      targeted: 10,
      succeeded: 9,
      targets: { area: '441223100000' },
    });
  });

  it('of three devices is too few to say', () => {
    const told = beat(play(speakers({ count: 3 }), { count: 3, mute: 2 }), 250, 700, 3);
    expect(told.campaigns[0]).toMatchObject({ reach: null, targeted: 3 });
    expect(told.facts).toEqual([]);
  });
});

describe('a play that reaches too few', () => {
  it.each([
    [4, 'minor', 'an emergency'],
    [5, 'warning', 'a daily programme'],
    [2, 'info', 'an exercise'],
  ])('of type %i is %s by derived targets: %s', (type, severity) => {
    const told = beat(play(speakers(), { type, mute: 20 }), 250, 700);
    expect(told.incidents()).toMatchObject([
      { type: 'silent_speaker', severity, affected: { lost: 20, monitored: 100 } },
    ]);
  });

  it('is worse when it is known whom it was meant for', () => {
    const told = speakers();
    told.detector.target(told.now(), { ebmId: 'ebm-1', areas: ['441223100'] });
    beat(play(told, { mute: 20 }), 250, 700);
    expect(told.incidents()).toMatchObject([{ severity: 'major', scope: { kind: 'area', id: '441223100' } }]);
  });

  it('is told though nobody reports anything, if it is known whom it was meant for', () => {
    const told = speakers();
    told.detector.target(told.now(), {
      ebmId: 'ebm-1',
      type: 1,
      devices: ['eb-1', 'eb-2', 'eb-3', 'nobody'],
    });
    beat(told, 60, 1900);
    expect(told.campaigns[0]).toMatchObject({ targeted: 3, silent: 3, succeeded: 0 });
    expect(told.incidents()).toMatchObject([{ severity: 'warning' }]);
  });

  it('is taken back when the missing reports come late', () => {
    const told = beat(play(speakers(), { mute: 20 }), 250, 700);
    for (let i = 0; i < 20; i++) told.event(`eb-${i}`, 'play_end', { ebm_id: 'ebm-1', type: 4, result: 1 });
    beat(told, 750, 850);
    expect(told.campaigns.at(-1)).toMatchObject({ succeeded: 100, silent: 0 });
    expect(told.facts.at(-1)).toMatchObject({
      change: 'closed',
      because: { withdrawn: true, lateReports: true },
    });
  });

  it('is no second incident for terminals that have fallen silent altogether', () => {
    const told = play(speakers(), { mute: 20 });
    for (let s = 250; s < 900; s += 50) {
      told.at(s);
      for (let i = 20; i < 100; i++) told.data(`eb-${i}`, {});
    }
    expect(told.campaigns[0]).toMatchObject({ targeted: 100, silent: 20 });
    expect(told.facts).toEqual([]);
  });
});

describe('what is known of plays', () => {
  it('is the same after a restart', () => {
    const told = play(speakers(), { failed: 2, mute: 3 });
    const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
    const again = speakers().at(245);
    again.detector.restore?.(kept, again.now());
    beat(again, 250, 600);
    expect(again.campaigns[0]).toMatchObject({ targeted: 100, succeeded: 95, failed: 2, silent: 3 });
  });

  it('never has more reached than targeted, whoever reports what in whatever order', () => {
    const report = fc.record({
      device: fc.integer({ min: 0, max: 19 }),
      type: fc.constantFrom('play_start', 'play_end'),
      result: fc.constantFrom(0, 1, 'ok', null, {}),
    });
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 60 }), (reports) => {
        const told = speakers({ count: 20 }).at(10);
        for (const { device, type, result } of reports) {
          told.event(`eb-${device}`, type, { ebm_id: 'ebm-1', result });
        }
        const {
          targeted = 0,
          succeeded = 0,
          failed = 0,
          silent = 0,
        } = told.detector.campaign('ebm-1', told.now()) ?? {};
        expect(succeeded + failed + silent).toBe(targeted);
        const ended = new Set(reports.filter(({ type }) => type === 'play_end').map(({ device }) => device));
        expect(succeeded).toBeLessThanOrEqual(ended.size);
      }),
      { numRuns: 100 },
    );
  });
});
