import { beforeEach, describe, expect, it } from 'vitest';
import { detectorStory } from '../core/detector-story.ts';
import { createReadinessDetector } from '../core/readiness/readiness.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { SampleCap } from './sample-cap.ts';
import { gb } from './sample-cap.ts';
import type { WarningStory } from './warning-story.ts';
import { HOUR, LI, refer, SIX, warningStory } from './warning-story.ts';

const CHAIN = ['441226', '441200'];

let story: WarningStory;

beforeEach(() => {
  story = warningStory(createMemoryLedger().records);
});

describe('a warning', () => {
  it('switches the level of its places from its onset to its end', () => {
    expect(story.take()).toMatchObject({
      outcome: 'taken',
      unknownAreas: [],
      remarks: [],
      warning: { state: 'waiting' },
    });
    expect(story.level()).toBeUndefined();
    story.untilOnset();
    expect([story.level(), story.level(['441223', '441200'])]).toEqual(['I', undefined]);
    story.clock.pass(12 * HOUR + 1_000);
    expect(story.level()).toBeUndefined();
  });

  it('changes nothing when it comes again', () => {
    story.take();
    expect(story.take().outcome).toBe('known');
    expect(story.records.all('warning')).toHaveLength(1);
    expect(story.records.all('warning')[0]?.version).toBe(1);
  });

  it.each(['Exercise', 'Test', 'Draft', 'System'])(
    'of status %s switches nothing and is shown as such',
    (status) => {
      const { warning, remarks } = story.take({ status });
      story.untilOnset();
      expect(story.level()).toBeUndefined();
      expect(warning?.state).toBe('not_actual');
      expect(remarks[0]?.zh).toContain('演练');
    },
  );

  it('holds for a day where it does not say when it ends', () => {
    story.take({ times: '<onset>2026-11-22T06:00:00+08:00</onset>' });
    story.clock.pass(24 * HOUR - 1);
    expect(story.level()).toBe('I');
    story.clock.pass(1);
    expect(story.level()).toBeUndefined();
  });

  it('for other places is not kept, and the areas that are not ours are named', () => {
    expect(story.take({ areas: gb('440100', '广州市') })).toEqual({
      outcome: 'elsewhere',
      warning: null,
      unknownAreas: ['广州市 (440100)'],
      remarks: [],
    });
    expect(story.take({ areas: gb('440100', '广州市') + gb('441226') }).unknownAreas).toEqual([
      '广州市 (440100)',
    ]);
  });

  it('of no known severity is kept, and says that it is no level', () => {
    expect(story.take({ severity: 'Unknown' }).remarks.map(({ en }) => en)).toEqual([
      'names no severity that is a level',
    ]);
    story.untilOnset();
    expect(story.level()).toBeUndefined();
  });

  it('is known over a restart, and holds as before', () => {
    story.take();
    story.restart();
    story.untilOnset();
    expect(story.level()).toBe('I');
    expect(story.take().outcome).toBe('known');
  });

  it('does not reach back before it was known', () => {
    story.untilOnset();
    story.clock.pass(HOUR);
    story.take();
    const levels = story.desk().levels();
    expect(levels.levelAt(CHAIN, story.clock.now() - 1)).toBeUndefined();
    expect(levels.levelAt(CHAIN, story.clock.now())?.level).toBe('I');
  });
});

describe('a cancellation', () => {
  it('ends what it refers to', () => {
    story.take({ identifier: 'a' });
    story.untilOnset();
    expect(story.cancel('a').remarks).toEqual([]);
    expect(story.level()).toBeUndefined();
    expect(story.states()).toContain('a cancelled');
  });

  it('that comes first takes effect when what it refers to comes', () => {
    story.take({ identifier: 'other' });
    expect(story.cancel('a').remarks.map(({ en }) => en)).toEqual([
      'refers to a warning that is not known here',
    ]);
    story.take({ identifier: 'a', severity: 'Severe' });
    story.untilOnset();
    expect(story.states()).toEqual(['a cancelled', 'cancel-a says_only', 'other in_force']);
    expect(story.level()).toBe('I');
  });

  it('of another sender, or one that is an exercise, ends nothing', () => {
    story.take({ identifier: 'a' });
    story.untilOnset();
    const other = story.cancel('a', { sender: 'other@example.invalid' });
    expect(other.remarks.map(({ en }) => en)).toEqual([
      'refers to a warning of another sender, which it cannot end',
    ]);
    story.cancel('a', { identifier: 'drill', status: 'Exercise' });
    expect(story.level()).toBe('I');
  });
});

describe('an update', () => {
  it('replaces what it refers to, at whatever level it is', () => {
    story.take({ identifier: 'a' });
    story.untilOnset();
    story.take({ identifier: 'b', msgType: 'Update', references: refer('a'), severity: 'Moderate' });
    expect(story.level()).toBe('III');
    expect(story.states()).toEqual(['a replaced', 'b in_force']);
  });

  it('comes to the same as the messages before it in any order', () => {
    const chain: SampleCap[] = [
      { identifier: 'a' },
      {
        identifier: 'b',
        msgType: 'Update',
        references: refer('a'),
        severity: 'Severe',
        sent: '2026-11-22T08:10:00+08:00',
      },
      {
        identifier: 'c',
        msgType: 'Update',
        references: refer('b'),
        severity: 'Minor',
        sent: '2026-11-22T08:20:00+08:00',
      },
    ];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      story = warningStory(createMemoryLedger().records, SIX + 4 * HOUR);
      for (const i of order) story.take(chain[i]);
      expect([story.level(), ...story.states()]).toEqual(['IV', 'a replaced', 'b replaced', 'c in_force']);
    }
  });
});

describe('readiness', () => {
  const told = () =>
    story.changes.map((change) =>
      change.kind === 'lift' ? `lift ${change.area}` : `${change.warning.level} ${change.warning.area}`,
    );

  it('is told of the gravest warning of each area, and when it is lifted', () => {
    story.take({ identifier: 'a', severity: 'Moderate' });
    story.take({ identifier: 'b', severity: 'Extreme', areas: gb('441226') + gb('441223') });
    story.untilOnset();
    story.cancel('b');
    story.clock.pass(1_000);
    story.clock.pass(12 * HOUR);
    expect(told()).toEqual(['red 441223', 'red 441226', 'lift 441223', 'yellow 441226', 'lift 441226']);
  });

  it('is not told of levels by hand', () => {
    story.desk().switchOn({ level: 'I', region: '441226', why: '示例', to: null }, LI);
    story.clock.pass(HOUR);
    expect(told()).toEqual([]);
  });

  it('is told again after a restart', () => {
    story.take();
    story.untilOnset();
    story.changes.length = 0;
    story.restart();
    story.clock.pass(1_000);
    expect(told()).toContain('red 441226');
  });

  it('calls villages without a loudspeaker in order within a minute of the warning', () => {
    const devices = Array.from({ length: 193 }, (_, i) => ({
      id: `eb-${i}`,
      area: `441226100${String(i).padStart(3, '0')}`,
    }));
    const fleet = detectorStory({
      devices,
      detector: (parts) => createReadinessDetector({ ...parts, isSilent: () => false }),
    });
    for (const { id } of devices.slice(12)) fleet.birth(id);
    fleet.at(10);
    story.take({
      times: '<onset>2026-11-22T05:00:00+08:00</onset><expires>2026-11-22T21:00:00+08:00</expires>',
    });
    story.clock.pass(2_000);
    for (const change of story.changes)
      if (change.kind === 'warn') fleet.detector.warn({ ...change.warning, at: fleet.now() });
    fleet.at(60);
    expect(fleet.incidents()).toMatchObject([
      {
        severity: 'critical',
        scope: { id: '441226' },
        because: { villagesMute: 12, villagesWithTerminals: 193 },
      },
    ]);
  });
});
