import { describe, expect, it } from 'vitest';
import type { Story } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import type { Detector } from '../detector.ts';
import { createDriftDetector } from './drift.ts';

const DAY_S = 86_400;
const PLANT = [
  ['core', ''],
  ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`amp-${name}`, 'core'] as const),
] as const;

/** Twenty boxes behind amplifier a, four behind each of the others. */
const boxes = PLANT.slice(1).flatMap(([node]) =>
  Array.from({ length: node === 'amp-a' ? 20 : 4 }, (_, i) => ({
    id: `${node}-${i}`,
    node,
    class: 'stb' as const,
    T: 7200,
  })),
);

/** dB below 34 by device and day (a fraction). */
type Fall = (device: string, day: number) => number;

function start(): Story<Detector> {
  const detector = (parts: Parameters<typeof createDriftDetector>[0] | object) =>
    createDriftDetector({
      ...(parts as Parameters<typeof createDriftDetector>[0]),
      ...{ isFaded: () => false, isLost: () => false },
    });
  const told = detectorStory({ devices: boxes, plant: PLANT, detector });
  boxes.forEach(({ id }) => told.birth(id));
  return told;
}

/** A sample every two hours, with half a dB of noise. */
function live(told: Story<Detector>, fall: Fall, fromDay: number, untilDay: number): Story<Detector> {
  for (let s = fromDay * DAY_S + 3600; s < untilDay * DAY_S; s += 7200) {
    told.at(s);
    boxes.forEach(({ id }, i) => {
      const wobble = ((i * 37 + (s / 3600) * 13) % 11) / 10 - 0.5;
      told.data(id, { 'dvbc.mer_db': 34 - fall(id, s / DAY_S) + wobble });
    });
  }
  return told;
}

const WET_FROM = 5;
const wet = (day: number): number => 0.15 * Math.max(0, day - WET_FROM);
const daysOf = (opened: string[]): number[] => opened.map((line) => Number(line.split(' ')[0]) / DAY_S);

describe('water in a connector', () => {
  it('of an amplifier is one incident there within about a week, long before anything is weak', () => {
    const told = live(start(), (id, day) => (id.startsWith('amp-a') ? wet(day) : 0), 0, 16);
    expect(told.opened()).toEqual([expect.stringMatching(/^\d+ weak_signal amp-a minor$/)]);
    expect(daysOf(told.opened())[0]).toBeLessThan(WET_FROM + 8.5);
    expect(told.facts[0]).toMatchObject({
      affected: { lost: 20, monitored: 20 },
      because: { evidence: 'level_drifts_for_days', metric: 'dvbc.mer_db', proactive: true },
    });
    const { medianFallDb, perDayDb } = told.facts[0]?.because ?? {};
    expect(34 - Number(medianFallDb)).toBeGreaterThan(32);
    expect(perDayDb).toBeGreaterThan(0.1);
    expect(perDayDb).toBeLessThan(0.2);
  });

  it('of one device is a remark that nobody is called for', () => {
    const told = live(start(), (id, day) => (id === 'amp-b-0' ? wet(day) : 0), 0, 20);
    expect(told.opened()).toEqual([expect.stringMatching(/^\d+ weak_signal amp-b-0 info$/)]);
  });

  it('that is mended is over the next day', () => {
    const fall: Fall = (id, day) => (id.startsWith('amp-a') && day < 15 ? wet(day) : 0);
    const told = live(start(), fall, 0, 18);
    expect(told.facts.at(-1)).toMatchObject({ change: 'closed', scope: { id: 'amp-a' } });
    expect(told.incidents()).toEqual([]);
  });

  it('is found by a server that was restarted every day', () => {
    const fall: Fall = (id, day) => (id.startsWith('amp-a') ? wet(day) : 0);
    let told = live(start(), fall, 0, 1);
    const opened: string[] = [];
    for (let day = 1; day < 16; day++) {
      const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
      told = start().at(day * DAY_S);
      told.detector.restore?.(kept, told.now());
      live(told, fall, day, day + 1);
      opened.push(...told.opened());
    }
    expect(opened).toEqual([expect.stringMatching(/^\d+ weak_signal amp-a minor$/)]);
  });
});

describe('what is no drift', () => {
  const swing = (day: number): number => 1.5 * Math.sin(2 * Math.PI * day);
  const spell = (day: number): number => (day > 8 && day < 16 ? 1 : 0);

  it.each<[string, Fall]>([
    ['a swing of ±1.5 dB every day', (_, day) => swing(day)],
    ['a cold week that takes 1 dB from everybody', (_, day) => spell(day)],
    [
      'a slow season of 0.05 dB a day for everybody, over the daily swing',
      (_, day) => 0.05 * day + swing(day),
    ],
    ['one bad day of one amplifier', (id, day) => (id.startsWith('amp-a') && Math.floor(day) === 9 ? 1 : 0)],
  ])('%s', (_, fall) => {
    expect(live(start(), fall, 0, 30).opened()).toEqual([]);
  });

  it('eight days of a festival on which boxes are on at other hours', () => {
    const told = start();
    for (let s = 3600; s < 30 * DAY_S; s += 7200) {
      const day = s / DAY_S;
      const hour = (s / 3600) % 24;
      const isFestival = day > 12 && day < 20;
      told.at(s);
      for (const { id } of boxes) {
        if (isFestival ? hour > 12 : hour < 14) told.data(id, { 'dvbc.mer_db': 34 - swing(day) });
      }
    }
    expect(told.opened().filter((line) => !line.endsWith('info'))).toEqual([]);
  });
});
