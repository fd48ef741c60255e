import { DAY_KINDS } from '../calendar/day-kind.ts';
import { createSiteHours, dayKindOf } from '../calendar/site-hours.ts';
import type { Story, StoryParts } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import type { Detector } from '../detector.ts';
import { START } from '../device/timeline.ts';
import { createDriftDetector } from './drift.ts';
import { createFadeDetector } from './fade.ts';
import type { SimulatedBox, SimulatedHour } from './simulated-levels.ts';
import {
  DRIFT_A_DAY,
  WEAK_BELOW,
  isOn,
  levelOf,
  normal,
  seededRandom,
  simulatedBoxes,
  simulatedWeather,
} from './simulated-levels.ts';

export interface QuarterOptions {
  seed: number;
  amps: number;
  /** Behind each of them. */
  boxes: number;
}

/** What came of a quarter, in devices; returners are healthy ones unless their amplifier takes water. */
export interface QuarterResult {
  healthy: number;
  /** Of them, those that an incident of drift concerned. */
  falselyCalled: number;
  /** Those that sank by 0.15 dB a day. */
  drifting: number;
  /** Of them, those that an incident concerned before they were weak. */
  foundInTime: number;
}

/** 2025-12-30, so that the Spring Festival of 2026 lies in the middle. */
const FROM_DAY = 40;
const DAYS = 90;
const HOUR_S = 3_600;
const UTC_OFFSET_MS = 8 * 3_600_000;
const WILD = 0.002;
const MISSED = 0.02;

/** A quarter of temperature, rain, festival and lost probes, hour by hour through the detectors themselves. */
export function simulateQuarter({ seed, amps, boxes: each }: QuarterOptions): QuarterResult {
  const random = seededRandom(seed);
  const boxes = simulatedBoxes(amps, each, random);
  const weather = simulatedWeather(DAYS, random);
  const told = startStory(boxes, amps);
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const seconds = FROM_DAY * 86_400 + hour * HOUR_S;
    told.at(seconds + HOUR_S / 2);
    const now = hourAt(seconds, hour);
    for (const box of boxes) {
      if (!isOn(box, now) || isLost(box, now) || random() < MISSED) continue;
      const wild = random() < WILD ? 30 * random() - 15 : 0;
      const level = levelOf(box, now, weather) + box.noise * normal(random) + wild;
      told.data(box.id, { 'dvbc.mer_db': level });
    }
  }
  told.at((FROM_DAY + DAYS) * 86_400);
  return resultOf(boxes, told);
}

function startStory(boxes: readonly SimulatedBox[], amps: number): Story<Detector> {
  const names = Array.from({ length: amps }, (_, amp) => `amp-${amp}`);
  const told = detectorStory({
    devices: boxes.map(({ id, amp }) => ({ id, node: `amp-${amp}`, class: 'stb' as const, T: HOUR_S })),
    plant: [
      ['core', ''],
      ['hub-0', 'core'],
      ['hub-1', 'core'],
      ...names.map((name, amp) => [name, `hub-${amp % 2}`] as const),
    ],
    detector: fadeAndDrift,
  });
  told.at(FROM_DAY * 86_400);
  for (const { id } of boxes) told.birth(id);
  return told;
}

/** Both, as the core has them: what fades is not learnt. */
function fadeAndDrift(parts: StoryParts): Detector {
  const fade = createFadeDetector(parts);
  const drift = createDriftDetector({ ...parts, isFaded: fade.isFaded, isLost: () => false });
  const wake = ({ nextWakeAt }: Detector): number => nextWakeAt() ?? Infinity;
  return {
    observe: (observed) => [...fade.observe(observed), ...drift.observe(observed)],
    fact: (fact) => fade.fact?.(fact) ?? [],
    nextWakeAt() {
      const next = Math.min(wake(fade), wake(drift));
      return next === Infinity ? undefined : next;
    },
    advance: (at) => (wake(fade) <= wake(drift) ? fade : drift).advance(at),
  };
}

const HOURS = createSiteHours({ utcOffsetMs: UTC_OFFSET_MS });

/** Days of the quarter begin at START's UTC midnight; hours and kinds of days are those of the wall clock. */
function hourAt(seconds: number, hour: number): SimulatedHour {
  const number = HOURS.numberAt(START + seconds * 1_000);
  const kind = DAY_KINDS[dayKindOf(HOURS.kindOf(number))] ?? 'workday';
  return { day: Math.floor((hour + 8) / 24), ofDay: number % 24, kind };
}

const isLost = ({ lost: [from, to] }: SimulatedBox, { day }: SimulatedHour): boolean =>
  day >= from && day < to;

/** Day of the quarter on which an incident first concerned each device. */
function calledOn(boxes: readonly SimulatedBox[], told: Story<Detector>): Map<string, number> {
  const called = new Map<string, number>();
  for (const { at, scope, because, change } of told.facts) {
    if (because['evidence'] !== 'level_drifts_for_days' || change === 'closed') continue;
    const day = (at - START) / 86_400_000 - FROM_DAY;
    for (const { id, amp } of boxes) {
      const above = [id, `amp-${amp}`, `hub-${amp % 2}`, 'core'];
      if (above.includes(scope.id) && !called.has(id)) called.set(id, day);
    }
  }
  return called;
}

function resultOf(boxes: readonly SimulatedBox[], told: Story<Detector>): QuarterResult {
  const called = calledOn(boxes, told);
  const weakOn = ({ level, driftsFrom }: SimulatedBox): number =>
    driftsFrom + (level - WEAK_BELOW) / DRIFT_A_DAY;
  const healthy = boxes.filter(({ driftsFrom }) => driftsFrom === Infinity);
  const drifting = boxes.filter(({ driftsFrom, habit }) => driftsFrom < Infinity && habit !== 'returner');
  return {
    healthy: healthy.length,
    falselyCalled: healthy.filter(({ id }) => called.has(id)).length,
    drifting: drifting.length,
    foundInTime: drifting.filter((box) => (called.get(box.id) ?? Infinity) < weakOn(box)).length,
  };
}
