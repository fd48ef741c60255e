import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentItem } from '@fengsui/config/contract';
import type { SeriesStore } from '../../src/series/port.ts';
import type { KeptIncident } from './account-incidents.ts';
import type { SampleAccount } from './account-samples.ts';
import { until } from '../until.ts';
import type { Dice } from './dice.ts';
import { createDice, seedFrom } from './dice.ts';
import type { Fault, Fleet } from './fleet.ts';
import { createFleet } from './fleet.ts';
import type { Kills } from './kills.ts';
import type { KillSite } from './kill-site.ts';
import { killSite, writeKillSite } from './kill-site.ts';
import type { Observer, Sighting } from './observer.ts';
import { liveIncidents, observe } from './observer.ts';
import type { PagesOutcome, Paging } from './paging.ts';
import { beginPaging, pageFigures } from './paging.ts';
import { settle } from './settle.ts';
import type { StormFigures } from './storm.ts';
import { storm } from './storm.ts';
import { accountFleet, keptIncidents, listedIncidents } from './verify.ts';
import type { Server, Victim } from './victims.ts';

/** What is killed, and where it keeps what must survive. */
export interface Setup {
  server: Server;
  /** The parts outside, if there are any. */
  others: readonly Victim[];
  brokerUrl: string;
  /** The server's data folder. */
  data: string;
  /** Opened when the server has ended. */
  openStore(): Promise<SeriesStore>;
  /** What a crash may have done beside ending the process. */
  damage?: (victim: Victim, dice: Dice) => void;
}

export interface CampaignOptions {
  name: string;
  kills: Kills;
  /** Devices that were without power come back in a new life. */
  mayBeReborn: boolean;
  folder: string;
  /** @param site the site's folder */
  prepare(site: string): Promise<Setup>;
}

/** What came of it, to be judged. */
export interface Outcome {
  storm: StormFigures;
  samples: SampleAccount;
  /** Samples that were asked for again although they had been acknowledged. */
  lostAfterAck: number;
  faults: readonly Fault[];
  seen: ReadonlyMap<string, Sighting>;
  /** Told over HTTP, shown live, and in the ledger's file once the server had ended. */
  listed: readonly IncidentItem[];
  live: readonly string[];
  kept: readonly KeptIncident[];
  pages: PagesOutcome;
  /** When the server was killed, ms. */
  serverKills: readonly number[];
  /** Of the server that was asked to end at last. */
  exitCode: number | null;
}

export interface Campaign {
  run(): Promise<Outcome>;
  stop(): Promise<void>;
}

const SITE = { hubs: 3, devicesPerPon: 8 };
const HEARD_WITHIN_MS = 120_000;
/** By then the ledger has what was learnt of them. */
const KEPT_WITHIN_MS = 3_000;

/** A load, a storm of kills, the repair, and the accounts of it all. */
export function createCampaign({ name, kills, mayBeReborn, folder, prepare }: CampaignOptions): Campaign {
  const seed = seedFrom(process.env);
  const dice = createDice(seed);
  const say = (line: string): void => void process.stderr.write(`kill ${name}: ${line}\n`);
  const site = killSite(SITE);
  let fleet: Fleet | undefined;
  let observer: Observer | undefined;
  let paging: Paging | undefined;

  async function begin(): Promise<Begun> {
    say(`${kills.kills} kills; to repeat them: FENGSUI_KILL_SEED=${seed}`);
    const siteFolder = join(folder, 'site');
    writeKillSite(siteFolder, site);
    const setup = await prepare(siteFolder);
    setup.server.start();
    await setup.server.ready();
    setup.server.check();
    await until('the server to be well', () => isWell(setup.server.base));
    paging = await beginPaging(setup.server.base, dice.fork(3));
    fleet = createFleet(site, setup.brokerUrl, dice.fork(1), mayBeReborn);
    observer = observe(setup.server.base);
    fleet.start();
    await acquaint(fleet, observer);
    const { seen } = observer;
    const terminals = site.devices.filter(({ id }) => !site.speakers.includes(id));
    paging.act(
      () => [...seen.keys()],
      terminals.map(({ id }) => id),
    );
    return { setup, fleet, observer, paging };
  }

  return {
    async run() {
      const begun = await begin();
      const figures = await rage(kills, site, begun, dice, say);
      return conclude(begun, figures, say);
    },
    async stop() {
      observer?.stop();
      await paging?.stop();
      await fleet?.stop();
    },
  };
}

/**
 * Whom it has never heard but through a queue, of that device it takes the clock to be slow. Nobody's first
 * words are to fall into a kill.
 */
async function acquaint({ devices }: Fleet, { areOnline }: Observer): Promise<void> {
  const ids = devices.map(({ about }) => about.id);
  await until('everybody to be heard', () => areOnline(ids), HEARD_WITHIN_MS);
  await pause(KEPT_WITHIN_MS);
}

/** It hears its broker, and its store answers. */
async function isWell(base: string): Promise<boolean> {
  const answer = await fetch(`${base}/api/v1/health`);
  return answer.status === 200;
}

interface Begun {
  setup: Setup;
  fleet: Fleet;
  observer: Observer;
  paging: Paging;
}

type Say = (line: string) => void;

async function rage(kills: Kills, site: KillSite, begun: Begun, dice: Dice, say: Say): Promise<StormFigures> {
  const { setup, fleet, observer } = begun;
  const { server, others, damage } = setup;
  const harm = dice.fork(2);
  const since = Date.now();
  const figures = await storm({
    ...kills,
    victims: [server, ...others],
    site,
    fleet,
    observer,
    dice,
    damage: (victim) => damage?.(victim, harm),
    say,
  });
  say(`${figures.kills} of ${kills.kills} kills took ${Date.now() - since} ms: ${JSON.stringify(figures)}`);
  return figures;
}

/** Everybody goes on reporting while it is repaired: a fleet that rests would be an outage. */
async function conclude(
  { setup, fleet, observer, paging }: Begun,
  figures: StormFigures,
  say: Say,
): Promise<Outcome> {
  const { server, data, openStore } = setup;
  await paging.rest();
  await settle(server.base, fleet, say);
  const [listed, live] = [await listedIncidents(server.base), await liveIncidents(server.base)];
  fleet.rest();
  await settle(server.base, fleet, say);
  await paging.settle(data, say);
  observer.stop();
  const endedAt = Date.now();
  const exitCode = await server.end();
  const kept = keptIncidents(data);
  const pages = paging.outcome(data, endedAt);
  const store = await openStore();
  const samples = await accountFleet(store, fleet);
  await store.close();
  const sums = {
    ...fleet.figures(),
    incidents: kept.length,
    ...pageFigures(pages),
    startMs: spread(server.starts),
    shownMs: spread(figures.shownAfter),
    loadStallMs: fleet.longestStall(),
  };
  say(JSON.stringify(sums));
  const { lostAfterAck } = fleet.figures();
  const { faults } = fleet;
  return {
    ...{ storm: figures, samples, lostAfterAck, faults, seen: observer.seen, listed, live, kept, exitCode },
    ...{ pages, serverKills: server.kills },
  };
}

function spread(numbers: readonly number[]): { least?: number; median?: number; most?: number } {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return least === undefined || median === undefined || most === undefined ? {} : { least, median, most };
}
