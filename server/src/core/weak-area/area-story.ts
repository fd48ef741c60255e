import type { Story } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import { START } from '../device/timeline.ts';
import type { DeviceIdentity } from '../device/state.ts';
import type { Fall } from '../signal/fade.ts';
import type { AreaDetector } from './area-detector.ts';
import { createAreaDetector } from './area-detector.ts';

// A small county for timelines: a village of twelve behind two amplifiers, and others around it.

export const VILLAGE = '441223115220';
export const TOWNSHIP = '441223115';
const OTHERS = ['441223115221', '441223115222', '441223116220', '441223116221', '441223117220'];
const OK_DBM = -95;
const HOUR_S = 3_600;
/** By the clock of the site, which is eight hours ahead; the stories begin on a Thursday at 8 h. */
const FIRST_HOUR = 8;
export const hourAt = (hour: number): number => START + hour * HOUR_S * 1_000;

/** Level of a device in an hour since the beginning; undefined where it is silent. */
export type LevelOf = (device: string, hour: number) => number | undefined;

const box = (
  id: string,
  area: string,
  node: string,
): Pick<DeviceIdentity, 'id' | 'class' | 'area' | 'node' | 'T'> => ({
  id,
  class: 'gateway',
  area,
  node,
  T: HOUR_S,
});

const PLANT = [
  ['core', ''],
  ['hub', 'core'],
  ['amp-a', 'hub'],
  ['amp-b', 'hub'],
  ...OTHERS.map((_, i) => [`amp-${i}`, 'hub'] as const),
] as const;

/** `v-0` to `v-5` behind amplifier a, `v-6` to `v-11` behind amplifier b; ten in each other village. */
export const DEVICES = [
  ...Array.from({ length: 12 }, (_, i) => box(`v-${i}`, VILLAGE, i < 6 ? 'amp-a' : 'amp-b')),
  ...OTHERS.flatMap((area, v) => Array.from({ length: 10 }, (_, i) => box(`o${v}-${i}`, area, `amp-${v}`))),
];

export interface AreaStory extends Story<AreaDetector> {
  /** Lets hours pass, in each of which every device says its level once. */
  hours(from: number, until: number, levelOf?: LevelOf): AreaStory;
  now(): number;
}

export interface AreaStoryOptions {
  devices?: typeof DEVICES;
  fallOf?(device: number): Fall | undefined;
}

export function areaStory({ devices = DEVICES, fallOf = () => undefined }: AreaStoryOptions = {}): AreaStory {
  const told = detectorStory({
    devices,
    plant: PLANT,
    detector: (parts) => createAreaDetector({ ...parts, fallOf, fadedAt: () => undefined }),
  });
  devices.forEach(({ id }) => told.birth(id));

  function hours(from: number, until: number, levelOf: LevelOf = () => OK_DBM): AreaStory {
    for (let hour = from; hour < until; hour++) {
      devices.forEach(({ id }, i) => {
        const level = levelOf(id, hour);
        if (level !== undefined) told.at(hour * HOUR_S + 60 + i * 30).data(id, { 'cell.rsrp_dbm': level });
      });
    }
    // The last hour has ended, the next has just begun.
    told.at(until * HOUR_S);
    return story;
  }

  const story: AreaStory = { ...told, hours };
  return story;
}

/** Weak for these devices at these hours of the site's clock, until a day when something is done about it. */
export function weakAt(
  ids: RegExp,
  hoursOfDay: readonly number[],
  untilHour = Infinity,
  dbm = -108,
): LevelOf {
  return (id, hour) =>
    ids.test(id) && hour < untilHour && hoursOfDay.includes((hour + FIRST_HOUR) % 24) ? dbm : OK_DBM;
}

export const EVENING = [19, 20, 21];
/** The hour since the beginning at which the evening of a day ends. */
export const eveningEnd = (day: number): number => day * 24 + 22 - FIRST_HOUR;
export const FIVE_OF_TWELVE = /^v-(0|3|5|8|10)$/;
