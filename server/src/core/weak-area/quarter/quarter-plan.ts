import type { AreaKey } from '../area-hour.ts';
import { draw } from '../chance-draw.ts';
import type { Town, TownDevice } from './quarter-town.ts';

// What happens in a simulated quarter: weak areas that must be found, and everything that must not be taken
// for one. Hours count from the beginning, on the clock of the site.

const DAYS = 90;
export const HOURS = DAYS * 24;

/** A weak area, from its first day until it is re-tilted. */
export interface Truth {
  key: AreaKey;
  township: number;
  from: number;
  until: number;
  hoursOfDay: ReadonlySet<number>;
  isWorkdaysOnly: boolean;
  /** Numbers of the devices that are weak then. */
  devices: ReadonlySet<number>;
}

export interface Spell {
  township: number;
  from: number;
  until: number;
  fallDb: number;
}

export interface Plan {
  truths: readonly Truth[];
  rain: readonly Spell[];
  /** Days on which people live otherwise: they watch by day, and late. */
  festivals: ReadonlySet<number>;
  /** The village of which all probes but three die, and the hour of it. */
  losses: { village: number; at: number };
}

type Role = 'village' | 'amplifier' | 'township' | 'none';
/** One after the other over the townships. */
const ROLES: readonly Role[] = [
  'village',
  'none',
  'amplifier',
  'township',
  'village',
  'none',
  'amplifier',
  'village',
];
const TIMES: readonly (readonly number[])[] = [
  [19, 20, 21],
  [6, 7, 8],
  [0, 1, 2, 3, 4, 5],
  [12, 13],
  Array.from({ length: 24 }, (_, hour) => hour),
];
const RAINS_EACH = 5;
const STORMS = 2;

export function planQuarter(town: Town, seed: number): Plan {
  const truths: Truth[] = [];
  for (let t = 0; t < town.townships; t++) {
    const truth = truthOf(town, t, ROLES[t % ROLES.length] ?? 'none', seed);
    if (truth) truths.push(truth);
  }
  const quiet = ROLES.indexOf('none');
  const villagesEach = town.villages / town.townships;
  return {
    truths,
    rain: rainOver(town, seed),
    festivals: new Set([20, 21, 22, 55, 56, 57, 58, 59, 60, 61, 62]),
    losses: { village: quiet * villagesEach, at: 24 * (20 + Math.floor(draw(seed, 11) * 40)) },
  };
}

function truthOf(town: Town, township: number, role: Role, seed: number): Truth | undefined {
  if (role === 'none') return undefined;
  const pick = (n: number): number => draw(seed, 20 + n, township);
  const villagesEach = town.villages / town.townships;
  const first = township * villagesEach;
  const village = first + (role === 'amplifier' ? 0 : Math.floor(pick(1) * villagesEach));
  const amplifier = pick(2) < 0.5 ? 0 : 1;
  const from = 24 * (8 + Math.floor(pick(3) * 45));
  const keys = {
    village: town.villageKey(village),
    township: town.townshipKey(township),
    amplifier: town.amplifierKey(village, amplifier),
  };
  const members = town.devices.filter((device) => {
    if (role === 'township') return device.township === township;
    return device.village === village && (role === 'village' || device.amplifier === amplifier);
  });
  return {
    key: keys[role],
    township,
    from,
    until: from + 24 * (12 + Math.floor(pick(4) * 14)),
    hoursOfDay: new Set(TIMES[Math.floor(pick(5) * TIMES.length)]),
    isWorkdaysOnly: pick(6) < 0.3,
    devices: someOf(members, SHARES[role], pick(7), seed),
  };
}

/** Of the devices of an area so many are weak; an amplifier has nearly all of its boxes weak. */
const SHARES = { village: [0.45, 0.9], township: [0.35, 0.6], amplifier: [0.85, 1] } as const;

/** Behind both amplifiers and in all villages alike: what is weak as a whole is so everywhere in it. */
function someOf(
  members: readonly TownDevice[],
  [least, most]: readonly [number, number],
  chance: number,
  seed: number,
): Set<number> {
  const share = least + (most - least) * chance;
  const groups = new Map<string, TownDevice[]>();
  for (const device of members) {
    const name = `${device.village} ${device.amplifier}`;
    groups.set(name, [...(groups.get(name) ?? []), device]);
  }
  const chosen = [...groups.values()].flatMap((group) =>
    group
      .sort((a, b) => draw(seed, 40, a.number) - draw(seed, 40, b.number))
      .slice(0, Math.max(1, Math.round(group.length * share))),
  );
  return new Set(chosen.map(({ number }) => number));
}

function rainOver(town: Town, seed: number): Spell[] {
  const spells: Spell[] = [];
  const spell = (township: number, k: number, key: number): Spell => {
    const from = 24 + Math.floor(draw(seed, 60, key, k) * (HOURS - 24));
    const hours = 1 + Math.floor(draw(seed, 61, key, k) * 4);
    return { township, from, until: from + hours, fallDb: 6 + 6 * draw(seed, 62, key, k) };
  };
  for (let t = 0; t < town.townships; t++) {
    for (let k = 0; k < RAINS_EACH; k++) spells.push(spell(t, k, t));
    for (let k = 0; k < STORMS; k++) spells.push(spell(t, k, -1));
  }
  return spells;
}
