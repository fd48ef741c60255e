import type { Change } from './changes.ts';
import type { LinkChange } from './item.ts';
import type { Letters } from './letters.ts';
import type { Later, Life } from './life.ts';
import type { FoundPlace, FoundPlaces } from './places.ts';
import { draw, hashText } from './random.ts';
import type { World } from './world.ts';

/** What an act has to play with. */
export interface Stage {
  world: World;
  life: Life;
  letters: Letters;
  later: Later;
  place(name: string): FoundPlace;
  /** A share of 1 for this device and purpose. */
  chance(device: number, purpose: string): number;
  /** A time in ms between two numbers of seconds, drawn for this device and purpose. */
  within(device: number, purpose: string, seconds: readonly [number, number]): number;
  change(device: number, change: Change): void;
  /** Holds back what is delivered until `at`, and delivers it then, in order. */
  holdUntil(at: number): void;
}

/** One kind of happening: plays a step of a scenario, beginning at `at`. */
export type Act<Step> = (stage: Stage, step: Step, at: number) => void;

export const linkChange = (at: number, link: LinkChange['link']): LinkChange => ({ at, link });

export const MINUTE_MS = 60_000;

export interface StageParts extends Pick<Stage, 'world' | 'life' | 'letters' | 'later' | 'holdUntil'> {
  places: FoundPlaces;
}

export function createStage({ places, ...parts }: StageParts): Stage {
  const { world } = parts;
  const chance = (device: number, purpose: string): number =>
    draw(world.base[device] ?? 0, hashText(purpose));
  return {
    ...parts,
    chance,
    within: (device, purpose, [from, to]) => (from + (to - from) * chance(device, purpose)) * 1_000,
    place(name) {
      const place = places.get(name);
      if (!place) throw new Error(`the scenario has no place ${name}`);
      return place;
    },
    change(device, change) {
      world.isChanged[device] = 1;
      world.changes.set(device, [...runningChanges(world.changes.get(device), change.from), change]);
    },
  };
}

/** Those that are over are forgotten, so that a long play does not gather them. */
function runningChanges(changes: readonly Change[] = [], at: number): Change[] {
  return changes.filter(({ until }) => until > at);
}
