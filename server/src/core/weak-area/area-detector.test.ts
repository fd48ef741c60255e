import { describe, expect, it } from 'vitest';
import type { AreaStory, LevelOf } from './area-story.ts';
import {
  DEVICES,
  EVENING,
  FIVE_OF_TWELVE,
  TOWNSHIP,
  VILLAGE,
  areaStory,
  eveningEnd,
  hourAt,
  weakAt,
} from './area-story.ts';

const DAY = 24;
const villageOnly: LevelOf = weakAt(FIVE_OF_TWELVE, EVENING);
const told = (story: AreaStory): string[] =>
  story.facts.map(({ at, change, scope }) => `${(at - hourAt(0)) / 3_600_000} ${change} ${scope.id}`);
const openings = (story: AreaStory): string[] => told(story).filter((line) => line.includes('opened'));
const areas = (story: AreaStory): string[] => story.detector.weak().map(({ key }) => key);

describe('a village that is weak in the evening', () => {
  it('is found at the end of the first evening hour of the third day, as the village', () => {
    const story = areaStory().hours(0, 3 * DAY, villageOnly);
    expect(openings(story)).toEqual([`${2 * DAY + 12} opened ${VILLAGE}`]);
    expect(story.incidents()).toMatchObject([
      {
        type: 'weak_area',
        severity: 'warning',
        cause: 'UNKNOWN',
        area: VILLAGE,
        since: hourAt(11),
        affected: { lost: 5, monitored: 12, population: 1_500 },
        because: {
          evidence: 'same_hour_of_days',
          weak: 5,
          measured: 12,
          threshold: 0.2,
          hoursOfDay: EVENING,
          devices: ['v-0', 'v-10', 'v-3', 'v-5', 'v-8'],
        },
      },
    ]);
    expect(story.incidents()[0]?.because['words']).toMatchObject({
      zh: expect.stringContaining('每天19–22时信号弱') as string,
      en: expect.stringContaining('every day 19:00–22:00') as string,
    });
  });

  it('leaves after a day of calm hours once something was done, and says by what', () => {
    const retilt = eveningEnd(3);
    const story = areaStory().hours(0, 6 * DAY, weakAt(FIVE_OF_TWELVE, EVENING, retilt));
    expect(told(story).slice(-2)).toEqual([
      `${retilt + DAY + 1 / 6} recovered ${VILLAGE}`,
      `${retilt + DAY + 2 / 3} closed ${VILLAGE}`,
    ]);
    const recovered = story.facts.find(({ change }) => change === 'recovered');
    expect(recovered?.because).toMatchObject({
      ended: 'calm_for_a_day',
      calmHours: 24,
      calmFrom: hourAt(retilt),
      restoredAt: hourAt(retilt + DAY),
    });
    expect(story.detector.now(`area:${VILLAGE}`)).toMatchObject({
      state: 'ok',
      weakSince: null,
      evidence: null,
    });
  });

  it('says nothing on its weak evenings that was said before', () => {
    const story = areaStory().hours(0, 7 * DAY, villageOnly);
    expect(told(story)).toEqual([`${2 * DAY + 12} opened ${VILLAGE}`]);
  });

  it('is not found before, nor where it is weak on two days of seven', () => {
    const twoDays: LevelOf = (id, hour) => (hour < 2 * DAY ? villageOnly(id, hour) : -95);
    expect(told(areaStory().hours(0, 9 * DAY, twoDays))).toEqual([]);
  });

  it('does not leave while nobody measures just at its hours', () => {
    const retilt = eveningEnd(3);
    const silentAtEvening: LevelOf = (id, hour) =>
      hour >= retilt && id.startsWith('v') && EVENING.includes((hour + 8) % 24)
        ? undefined
        : weakAt(FIVE_OF_TWELVE, EVENING, retilt)(id, hour);
    const story = areaStory().hours(0, 8 * DAY, silentAtEvening);
    expect(areas(story)).toEqual([`area:${VILLAGE}`]);
  });

  it('is let go after a week in which it was not measured, and that is said', () => {
    const story = areaStory().hours(0, 3 * DAY, villageOnly);
    story.hours(3 * DAY, 11 * DAY, (id) => (id.startsWith('v') ? undefined : -95));
    const last = story.facts.find(({ change }) => change === 'recovered');
    expect(last?.because).toMatchObject({ ended: 'not_measured_for_a_week' });
    expect(story.detector.now(`area:${VILLAGE}`)).toMatchObject({ state: 'unseen', devices: 12 });
  });
});

describe('where a weak area lies', () => {
  it.each([
    ['the village, where five of its twelve are weak', FIVE_OF_TWELVE, `area:${VILLAGE}`],
    ['the amplifier, where its boxes are weak and no others', /^v-[0-5]$/, 'node:amp-a'],
    [
      'the township, where a third of all its villages is weak',
      /^(v-(0|4|7|9)|o[01]-[036])$/,
      `area:${TOWNSHIP}`,
    ],
  ])('is %s', (_, ids, key) => {
    expect(areas(areaStory().hours(0, 3 * DAY, weakAt(ids, EVENING)))).toEqual([key]);
  });

  it('is two places where two villages of different townships are weak', () => {
    const story = areaStory().hours(0, 3 * DAY, weakAt(/^(v-[0-8]|o4-[0-5])$/, EVENING));
    expect(areas(story).sort()).toEqual([`area:${VILLAGE}`, 'area:441223117220'].sort());
  });

  it('moves up as the same incident when the rest of the township has become weak by itself', () => {
    const all = weakAt(/^(v-(0|3|5|8|10)|o[01]-[0-5])$/, EVENING);
    const first: LevelOf = (id, hour) => (hour < 3 * DAY ? villageOnly(id, hour) : all(id, hour));
    const story = areaStory().hours(0, 7 * DAY, first);
    expect(openings(story)).toHaveLength(1);
    expect(areas(story)).toEqual([`area:${TOWNSHIP}`]);
    expect(story.incidents()).toMatchObject([{ scope: { kind: 'area', id: TOWNSHIP }, since: hourAt(11) }]);
  });

  it('moves down as the same incident when only one village of the township is left weak', () => {
    const before = weakAt(/^(v-(0|3|5|8|10)|o[01]-[0-3])$/, EVENING);
    const after = weakAt(/^v-([0-9]|10)$/, EVENING);
    const story = areaStory().hours(0, 7 * DAY, (id, hour) => (hour < 3 * DAY ? before : after)(id, hour));
    expect(openings(story)).toEqual([`${2 * DAY + 12} opened ${TOWNSHIP}`]);
    expect(areas(story)).toEqual([`area:${VILLAGE}`]);
  });
});

describe('an acute hour', () => {
  it('is enough where most devices are weak at once', () => {
    const story = areaStory().hours(0, 30, (id, hour) => (id.startsWith('v') && hour >= 20 ? -110 : -95));
    expect(openings(story)).toEqual([`21 opened ${VILLAGE}`]);
    expect(story.incidents()).toMatchObject([
      { because: { evidence: 'acute', threshold: 0.5 }, since: hourAt(20) },
    ]);
  });

  it('is none where the levels fell together and that was told', () => {
    const story = areaStory({ fallOf: (device) => (device < 12 ? 'other' : undefined) });
    expect(told(story.hours(0, 2 * DAY, (id) => (id.startsWith('v') ? -110 : -95)))).toEqual([]);
  });

  it('is none of rain, on however many days', () => {
    const story = areaStory({ fallOf: (device) => (device < 12 ? 'rain' : undefined) });
    expect(told(story.hours(0, 6 * DAY, villageOnly))).toEqual([]);
    expect(story.detector.now(`area:${VILLAGE}`).hour).toBeNull();
  });
});

describe('what is no weak area', () => {
  it.each<[string, LevelOf]>([
    ['one device alone, all along', (id) => (id === 'v-0' ? -110 : -95)],
    ['one bad device in every village', (id) => (/-0$/.test(id) ? -110 : -95)],
    ['two neighbours of twelve', (id) => (/^v-[34]$/.test(id) ? -110 : -95)],
    ['single devices, each in another hour', (id, hour) => (id === `v-${hour % 12}` ? -110 : -95)],
  ])('%s', (_, levelOf) => {
    expect(told(areaStory().hours(0, 9 * DAY, levelOf))).toEqual([]);
  });

  it('an area with fewer than five devices, however weak: that is too few to say', () => {
    const four = DEVICES.filter(({ id }) => !/^v-([4-9]|1\d)$/.test(id));
    const story = areaStory({ devices: four }).hours(0, 4 * DAY, (id) => (id.startsWith('v') ? -110 : -95));
    expect(told(story)).toEqual([]);
    expect(story.detector.now(`area:${VILLAGE}`)).toMatchObject({ state: 'too_few', now: { n: 4, weak: 4 } });
  });

  it('a village whose only device dies: never weak, and never good', () => {
    const one = DEVICES.filter(({ id }) => !/^v-([1-9]|1\d)$/.test(id));
    const story = areaStory({ devices: one });
    const states = new Set<string>();
    for (let hour = 0; hour < 3 * DAY; hour++) {
      story.hours(hour, hour + 1, (id, h) => (id === 'v-0' && h >= DAY ? undefined : -95));
      states.add(story.detector.now(`area:${VILLAGE}`).state);
    }
    expect([...states]).toEqual(['too_few', 'unseen']);
    expect(told(story)).toEqual([]);
  });
});

describe('devices that are weak all along', () => {
  it('are their own matter: with a third one in the evening they make no area', () => {
    const two = /^o0-[12]$/;
    const levelOf: LevelOf = (id, hour) =>
      two.test(id) || (id === 'o0-3' && hour > 6 * DAY && EVENING.includes((hour + 8) % 24)) ? -110 : -95;
    const story = areaStory().hours(0, 11 * DAY, levelOf);
    expect(told(story)).toEqual([]);
    expect(story.detector.now('area:441223115221').hour).toMatchObject({ n: 8, weak: 0 });
  });

  it('are an area where most of it has been weak from the beginning', () => {
    const story = areaStory().hours(0, 8 * DAY, (id) => (FIVE_OF_TWELVE.test(id) ? -110 : -95));
    expect(openings(story)).toEqual([`${2 * DAY + 1} opened ${VILLAGE}`]);
    expect(areas(story)).toEqual([`area:${VILLAGE}`]);
  });
});

describe('villages that were found one after the other', () => {
  it('become their township, where it explains them together as well', () => {
    const levelOf: LevelOf = (id, hour) => {
      if (!EVENING.includes((hour + 8) % 24)) return -95;
      return FIVE_OF_TWELVE.test(id) || (hour >= DAY && /^o[01]-(1|4|6|9)$/.test(id)) ? -108 : -95;
    };
    const story = areaStory().hours(0, 8 * DAY, levelOf);
    expect(areas(story)).toEqual([`area:${TOWNSHIP}`]);
    expect(story.incidents()).toHaveLength(1);
  });
});

describe('a place that explains the hour best', () => {
  it('is waited for while it does not satisfy the rule yet, though its township does', () => {
    // On the first two evenings only four of the village are measured: the township has three weak days first.
    const levelOf: LevelOf = (id, hour) => {
      const isEvening = EVENING.includes((hour + 8) % 24);
      if (isEvening && hour < 2 * DAY && /^v-(1|2|4|5|6|7|9|11)$/.test(id)) return undefined;
      return isEvening && (FIVE_OF_TWELVE.test(id) || id === 'o0-1') ? -108 : -95;
    };
    const devices = DEVICES.filter(({ id }) => !id.startsWith('o1-'));
    const story = areaStory({ devices }).hours(0, 6 * DAY, levelOf);
    expect(told(story)).toEqual([`${4 * DAY + 12} opened ${VILLAGE}`]);
  });
});
