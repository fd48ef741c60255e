import { describe, expect, it } from 'vitest';
import type { AreaStory, LevelOf } from './area-story.ts';
import { EVENING, FIVE_OF_TWELVE, VILLAGE, areaStory, eveningEnd, hourAt, weakAt } from './area-story.ts';

const DAY = 24;
const villageOnly: LevelOf = weakAt(FIVE_OF_TWELVE, EVENING);
const KEY = `area:${VILLAGE}` as const;
const openings = ({ facts }: AreaStory) => facts.filter(({ change }) => change === 'opened');
const kept = (story: AreaStory) => JSON.parse(JSON.stringify(story.detector.keep?.())) as never;

describe('weak areas, after a restart', () => {
  it('are found at the same hour as without it, also in the middle of one', () => {
    const before = areaStory().hours(0, 2 * DAY + 5, villageOnly);
    before.at((2 * DAY + 5) * 3_600 + 1_800);
    const again = areaStory();
    again.at((2 * DAY + 5) * 3_600 + 1_800).detector.restore?.(kept(before), again.now());
    again.detector.resume?.([]);
    again.hours(2 * DAY + 6, 3 * DAY, villageOnly);
    expect(openings(again).map(({ at }) => at)).toEqual([hourAt(2 * DAY + 12)]);
  });

  it('go on with their calm hours where they stood', () => {
    const retilt = eveningEnd(2);
    const levels = weakAt(FIVE_OF_TWELVE, EVENING, retilt);
    const before = areaStory().hours(0, retilt + 10, levels);
    const again = areaStory();
    again.at((retilt + 10) * 3_600).detector.restore?.(kept(before), again.now());
    expect(again.detector.weak().map(({ key }) => key)).toEqual([KEY]);
    again.hours(retilt + 10, retilt + DAY - 1, levels);
    expect(again.detector.weak()).toHaveLength(1);
    again.hours(retilt + DAY - 1, retilt + DAY, levels);
    expect(again.detector.weak()).toEqual([]);
  });
});

describe('what does not count for a weak area', () => {
  it('is what comes while nothing can be seen', () => {
    const story = areaStory().hours(0, 10);
    story.blind();
    expect(story.detector.now(KEY).state).toBe('unseen');
    story.hours(10, 20, (id) => (id.startsWith('v') ? -110 : -95));
    story.sighted();
    story.hours(20, 24);
    expect(story.facts).toEqual([]);
  });

  it('is what was measured before and is filled in late', () => {
    const story = areaStory().hours(0, 10);
    story.at(10 * 3_600 + 60);
    const before = JSON.stringify(story.detector.keep?.());
    story.data('v-0', { 'cell.rsrp_dbm': -110 }, { seq: 1 });
    expect(JSON.stringify(story.detector.keep?.())).toBe(before);
  });
});

describe('what is known of an area now', () => {
  it('is the count of its devices that are online, its last hour, and why it is weak', () => {
    const story = areaStory().hours(0, eveningEnd(2), villageOnly);
    const now = story.detector.now(KEY);
    expect(now).toMatchObject({
      key: KEY,
      state: 'weak',
      weakSince: hourAt(11),
      devices: 12,
      now: { n: 12 },
      hour: { from: hourAt(eveningEnd(2) - 1), n: 12, weak: 5, bad: 0 },
      evidence: {
        reason: 'same_hour_of_days',
        worst: { n: 12, weak: 5 },
        devices: expect.arrayContaining(['v-0']),
      },
    });
    expect(now.evidence?.hours).toEqual(
      [0, 1, 2].flatMap((day) => [11, 12, 13].map((h) => hourAt(day * DAY + h))),
    );
    expect(story.detector.weak()).toEqual([now]);
  });

  it('is nothing of one that nobody knows', () => {
    const nobody = {
      state: 'unseen',
      devices: 0,
      now: { n: 0, weak: 0, bad: 0 },
      hour: null,
      evidence: null,
    };
    expect(areaStory().hours(0, 2).detector.now('area:441299')).toMatchObject(nobody);
    expect(areaStory().hours(0, 2).detector.now('node:amp-99')).toMatchObject(nobody);
  });

  it('is told of a county as well, which may be found where it is watched', () => {
    const everywhere = weakAt(/[0-5]$/, EVENING);
    const unwatched = areaStory().hours(0, 3 * DAY, everywhere);
    expect(unwatched.detector.weak().map(({ key }) => key)).not.toContain('area:441223');
    expect(unwatched.detector.now('area:441223').devices).toBe(62);
    const watched = areaStory();
    watched.detector.watch(['area:441223']);
    watched.hours(0, 3 * DAY, everywhere);
    expect(watched.detector.weak().map(({ key }) => key)).toEqual(['area:441223']);
  });
});
