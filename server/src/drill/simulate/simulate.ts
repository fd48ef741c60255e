import type { Site } from '../../site/model.ts';
import { ACTS } from './acts/index.ts';
import type { Deed } from './acts/index.ts';
import { createAgenda } from './agenda.ts';
import type { SimulatedFleet } from './fleet.ts';
import { createSimulatedFleet } from './fleet.ts';
import { createHold } from './hold.ts';
import type { Item } from './item.ts';
import { createLetters } from './letters.ts';
import type { Later } from './life.ts';
import { createLife } from './life.ts';
import type { Noise } from './noise.ts';
import { ORDINARY_NOISE } from './noise.ts';
import { createPace } from './pace.ts';
import type { FoundPlaces, Place } from './places.ts';
import { findPlaces } from './places.ts';
import { createSamples } from './samples.ts';
import type { Samples } from './samples.ts';
import type { Act, Stage } from './stage.ts';
import { createStage, MINUTE_MS } from './stage.ts';
import { createWheel } from './wheel.ts';
import { createWorld } from './world.ts';

/** Something is done, so many minutes after the scenario begins (or, below 0, before). */
export type Step = Deed & { atMin: number };

/** What is played: the part of a scenario that a simulation needs. */
export interface Play {
  minutes: number;
  places: Readonly<Record<string, Place>>;
  steps: readonly Step[];
  noise?: Partial<Noise>;
}

export interface SimulationOptions {
  site: Pick<Site, 'plant' | 'devices'>;
  play: Play;
  seed: number;
  /** ms since 1970; births come in the T before. */
  startsAt: number;
  /** A beat that was measured and never arrives. */
  lost?: (device: number, seq: number, sentAt: number) => void;
  /** A step is played. */
  told?: (step: Step, at: number) => void;
}

/** What the broker would deliver, in order of arrival; the same options give the same, byte for byte. */
export interface Simulation {
  /** The next delivery at or before `until`, and at or before the end; undefined if there is none. */
  next(until?: number): Item | undefined;
  startsAt: number;
  endsAt: number;
  fleet: SimulatedFleet;
  places: FoundPlaces;
  /** What a device measured, asked again. */
  sample: Samples;
  /** The boot that the device is in now. */
  bootOf(device: number): string;
  /** It has power, and its line holds. */
  isReachable(device: number): boolean;
}

/** Throws `NoSuchPlace` where the play has no place on this site. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { site, play, seed, startsAt, lost = () => undefined, told = () => undefined } = options;
  const fleet = createSimulatedFleet(site);
  const places = findPlaces(site, fleet, play.places, seed);
  const world = createWorld(fleet, { ...ORDINARY_NOISE, ...play.noise }, seed, startsAt);
  const firstAt = startsAt - fleet.periodMs.reduce((longest, ms) => Math.max(longest, ms), 0);
  const endsAt = startsAt + play.minutes * MINUTE_MS;

  const agenda = createAgenda<(at: number) => Item | undefined>();
  const wheel = createWheel(fleet.size, firstAt);
  const later: Later = (at, run) => agenda.add(Math.max(at, firstAt), run);
  const samples = createSamples(world);
  const letters = createLetters(world, samples);
  const pace = createPace(world, wheel);
  const life = createLife({ world, letters, pace, samples, later, lost });
  const hold = createHold(later);

  const stage = createStage({ world, life, letters, later, places, holdUntil: hold.until });

  for (const step of play.steps) {
    later(startsAt + step.atMin * MINUTE_MS, (at) => {
      told(step, at);
      act(stage, step, at);
      return undefined;
    });
  }
  for (let device = 0; device < fleet.size; device++) pace.send(device, world.sentAt[device] ?? 0);

  function next(until = endsAt): Item | undefined {
    const end = Math.min(until, endsAt);
    for (;;) {
      const first = agenda.peek();
      const beat = wheel.peek(Math.min(first, end));
      if (Math.min(first, beat) > end) return undefined;
      const item = first <= beat ? agenda.take()(first) : life.beat(wheel.take(), beat);
      const passed = item && hold.pass(item);
      if (passed) return passed;
    }
  }

  return {
    next,
    startsAt,
    endsAt,
    fleet,
    places,
    sample: samples,
    bootOf: (device) => world.boot[device] ?? '',
    isReachable: (device) => Boolean(world.powered[device] && world.linked[device]),
  };
}

function act(stage: Stage, step: Step, at: number): void {
  const play = ACTS[step.do] as Act<Step>;
  play(stage, step, at);
}
