import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../until.ts';
import type { Failing } from './device.ts';
import type { Dice } from './dice.ts';
import type { Fault, Fleet } from './fleet.ts';
import type { KillSite } from './kill-site.ts';
import type { Observer } from './observer.ts';
import type { Victim } from './victims.ts';

export interface StormParts {
  kills: number;
  /** No kill is begun after so long, however many are left. */
  stormMs: number;
  victims: readonly Victim[];
  site: KillSite;
  fleet: Fleet;
  observer: Observer;
  dice: Dice;
  /** Between a kill and the start after it: what else a crash may have done. */
  damage?: (victim: Victim) => void;
  say: (line: string) => void;
}

export interface StormFigures {
  /** Random moments at which something was killed. */
  kills: number;
  /** Processes killed, by name. */
  killed: Record<string, number>;
  /** Killed before they had answered once. */
  whileStarting: number;
  /** How long watched outages took to be shown, ms. */
  shownAfter: number[];
  /** Outages that began while everything was up and were not shown in time. */
  notShown: number;
}

const SOONEST_MS = 50;
const LATEST_MS = 1_500;
const DOWN_AT_MOST_MS = 300;
/** The share of kills that do not wait until everything is up again. */
const EAGER = 0.35;
const TWO_AT_ONCE = 0.12;
/** Something fails of itself before so many of the kills. */
const ROUGH = 0.3;
const SHOWN_WITHIN_MS = 30_000;
/** A server that suspects itself judges nobody for so long. */
const BLIND_MS = 120_000;
const HEARD_WITHIN_MS = 60_000;
const SETTLE_MS = 1_000;
/** So many PONs, and a loudspeaker, fail while everything is up. */
const WATCHED = 4;
const SAY_EVERY = 10;
const HOW: readonly Failing[] = ['mute', 'torn', 'dead'];

/** Kills at random moments, again and again, while devices fail and come back; every draw is from the dice. */
export async function storm(parts: StormParts): Promise<StormFigures> {
  const { kills, stormMs, victims, dice, say } = parts;
  const figures: StormFigures = { kills: 0, killed: {}, whileStarting: 0, shownAfter: [], notShown: 0 };
  const faults = createFaults(parts, figures);
  const startedAt = Date.now();
  for (let kill = 1; kill <= kills && Date.now() - startedAt < stormMs; kill++) {
    await faults.before(Math.max(kill / kills, (Date.now() - startedAt) / stormMs));
    await untilMoment();
    await killSome();
    figures.kills = kill;
    for (const victim of victims) victim.check();
    if (kill % SAY_EVERY === 0)
      say(`${kill} of ${kills} kills after ${seconds(startedAt)}; ${progress(parts)}`);
  }
  await allReady(victims);
  faults.end();
  return figures;

  async function untilMoment(): Promise<void> {
    if (!dice.chance(EAGER)) await allReady(victims);
    await pause(dice.between(SOONEST_MS, LATEST_MS));
  }

  async function killSome(): Promise<void> {
    const first = dice.pick(victims);
    const others = victims.filter((victim) => victim !== first);
    const chosen = others.length > 0 && dice.chance(TWO_AT_ONCE) ? [first, dice.pick(others)] : [first];
    for (const { name } of chosen) figures.killed[name] = (figures.killed[name] ?? 0) + 1;
    if (!(await isReady(first))) figures.whileStarting++;
    await Promise.all(chosen.map((victim) => victim.kill()));
    for (const victim of chosen) parts.damage?.(victim);
    await pause(dice.between(0, DOWN_AT_MOST_MS));
    for (const victim of chosen) victim.start();
  }
}

const allReady = (victims: readonly Victim[]) => Promise.all(victims.map((victim) => victim.ready()));
const isReady = (victim: Victim) =>
  Promise.race([victim.ready().then(() => true), pause(0).then(() => false)]);
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

function progress({ fleet, observer }: StormParts): string {
  const { samples, waiting, asked } = fleet.figures();
  return `${samples} samples sent, ${waiting} wait, ${asked} resends asked, ${observer.seen.size} incidents seen`;
}

/** What fails of itself: some of it watched until it is called, most of it at any time. */
function createFaults({ victims, site, fleet, observer, dice, say }: StormParts, figures: StormFigures) {
  const watchlist = [...site.watched.slice(0, WATCHED), ...site.speakers.slice(0, 1)];
  const every = 1 / (watchlist.length + 1);
  const returns: NodeJS.Timeout[] = [];
  let notBefore = 0;
  let next = every;

  const idsOf = (scope: string): string[] => fleet.of(scope).map(({ about }) => about.id);

  /** With the kills going on. */
  function comeBackAfter(fault: Fault, ms: number): void {
    returns.push(setTimeout(() => fleet.comeBack(fault), ms));
  }

  /** Whoever is to be missed must have been heard by the server since its last start, and by its last link. */
  async function calm(scope: string): Promise<void> {
    await allReady(victims);
    await pause(SETTLE_MS);
    await until(`${scope} to be heard`, () => observer.areOnline(idsOf(scope)), HEARD_WITHIN_MS);
    await pause(SETTLE_MS);
  }

  /** The kill that follows comes right after somebody was shown the incident. */
  async function watched(scope: string): Promise<void> {
    await calm(scope);
    const fault = fleet.fail(scope, dice.pick(HOW));
    comeBackAfter(fault, dice.between(500, 8_000) + SHOWN_WITHIN_MS);
    await killStoreMeanwhile();
    fault.isWatched = await isShown(scope, fault);
    comeBackAfter(fault, dice.between(500, 8_000));
  }

  /**
   * Whether it is detected is proved elsewhere: a server that suspects itself rightly judges nobody for a
   * while. It is said, and no incident is asked for.
   */
  async function isShown(scope: string, { how, from }: Fault): Promise<boolean> {
    try {
      await until(`${scope} to be called`, () => observer.at(scope).length > 0, SHOWN_WITHIN_MS);
      figures.shownAfter.push(Date.now() - from);
      return true;
    } catch {
      figures.notShown++;
      notBefore = Date.now() + BLIND_MS;
      say(`${scope} fell ${how} and is not shown: ${await observer.standing(idsOf(scope)).catch(String)}`);
      return false;
    }
  }

  /** Judging fresh data does not need the store. */
  async function killStoreMeanwhile(): Promise<void> {
    const store = victims.find(({ name }) => name === 'influx');
    if (!store) return;
    figures.killed['influx'] = (figures.killed['influx'] ?? 0) + 1;
    await store.kill();
    store.start();
  }

  function rough(): void {
    const roughs = [...site.watched.slice(WATCHED), ...site.rough, ...site.speakers.slice(1)];
    const idle = roughs.filter((scope) => fleet.of(scope).every((device) => !device.isFailing()));
    if (idle.length < roughs.length) return;
    comeBackAfter(fleet.fail(dice.pick(idle), dice.pick(HOW)), dice.between(500, 9_000));
  }

  return {
    /** @param share of the storm that is over, by its kills or by its time */
    async before(share: number): Promise<void> {
      if (share >= next && Date.now() >= notBefore) {
        next = share + every;
        const scope = watchlist.shift();
        if (scope !== undefined) await watched(scope);
      }
      if (dice.chance(ROUGH)) rough();
    },
    end(): void {
      returns.forEach(clearTimeout);
      for (const fault of fleet.faults) fleet.comeBack(fault);
    },
  };
}
