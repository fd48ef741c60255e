import type { OutboxMessage } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { createAsk } from './channels/ask.ts';
import { createConnect } from './channels/connect.ts';
import type { ChannelDeps } from './channels/port.ts';
import type { ChannelRegistry } from './channels/registry.ts';
import { createChannelRegistry } from './channels/registry.ts';
import type { Clock } from './clock.ts';
import { createDesk } from './core/handling/desk.ts';
import { priorityOf } from './core/level/effects.ts';
import type { MonitorSite } from './core/monitor-site.ts';
import type { Monitor } from './core/monitor.ts';
import { createPager } from './core/paging/pager.ts';
import type { DeskKeep } from './desk/port.ts';
import type { Ledger } from './ledger/port.ts';
import type { Logger } from './observe/logger.ts';
import type { Directory } from './on-call/directory.ts';
import { createDirectory } from './on-call/directory.ts';
import { keepFirstPeople } from './on-call/first-people.ts';
import type { Sender } from './outbox/sender.ts';
import { createSender } from './outbox/sender.ts';
import type { PlaceOf } from './regions/incident-place.ts';
import { createChain } from './regions/regions.ts';
import type { Site } from './site/model.ts';
import type { Warnings } from './warnings/start-warnings.ts';
import { startWarnings } from './warnings/start-warnings.ts';
import { zoneOffset } from './zone-offset.ts';
import type { Names } from './desk/door.ts';
import { deskKeep } from './desk/keep.ts';
import type { LiveDesk, LiveDeskParts } from './desk/start-desk.ts';
import { startDesk } from './desk/start-desk.ts';
import type { LiveWorld } from './desk/world.ts';
import { createWorld } from './desk/world.ts';

/** Everything that people do and are told: who is on duty, what is promised, what goes out, and the desk itself. */
export interface Duty {
  keep: DeskKeep;
  desk: LiveDesk;
  directory: Directory;
  warnings: Warnings;
  world: LiveWorld;
  channels: ChannelRegistry;
  channelDeps: ChannelDeps;
  names: Names;
  /** A path as people can open it. */
  link(path: string): string | undefined;
  sender: Sender;
  /** Why people do not hear what they are told. */
  outboxTrouble(): string | undefined;
  /** These are in the ledger. */
  onMessages(messages: readonly OutboxMessage[]): void;
  /** What an earlier run had not sent yet. */
  resume(): void;
}

export interface DutyParts {
  settings: ServerSettings;
  /** What this server serves, and all that the site's files tell: people are set up for all of it. */
  site: Site;
  whole: Site;
  core: Pick<MonitorSite, 'chain' | 'utcOffsetMs'>;
  monitor: Monitor;
  ledger: Ledger;
  checkpoints: LiveDeskParts['checkpoints'];
  placeOf: PlaceOf;
  clock: Clock;
  log: Logger;
  random: () => number;
  onStop(name: string, stop: () => Promise<void> | void): void;
}

const MAX_WAITING = 100_000;
/** A message that waits for longer is said to be late. */
const MAX_LATE_MS = 5 * 60_000;
/** For so long it is shown that somebody could not be told. */
const SAY_GIVEN_UP_MS = 15 * 60_000;

export function openDuty(parts: DutyParts): Duty {
  const {
    settings,
    site,
    whole,
    core: { chain, utcOffsetMs },
    monitor,
    ledger,
    checkpoints,
    placeOf,
    clock,
    log,
    random,
  } = parts;
  const { records } = ledger;
  const zone = site.info.timezone;

  keepFirstPeople(site.onCall, records, clock.now());
  const directory = createDirectory({
    ...{ records, zone },
    chain: createChain(whole.divisions),
    hasArea: (code) => whole.divisions.has(code),
  });
  const warnings = startWarnings({
    ...{ settings: settings.warnings, records, site, clock, log, random },
    onWarning: monitor.warning,
  });
  parts.onStop('warnings', warnings.stop);

  const levels = (at: number) => warnings.desk.levels(at);
  const offsetAt = zoneOffset(zone);
  const world = createWorld({
    site,
    chain,
    fleet: monitor.fleet,
    directory,
    levels,
    records,
    placeOf,
    offsetAt,
  });
  const numbering = { utcOffsetMs, server: settings.name };
  const cases = createDesk({ world, numbering, pager: createPager });
  const desk = startDesk({
    ...{ desk: cases, monitor, ledger, checkpoints, clock },
    priority(incident) {
      const { type, severity, area, affected } = incident;
      const found = levels(clock.now()).levelAt(chain(area), clock.now());
      return priorityOf({ type, severity, class: world.classOf(incident), homes: affected.homes }, found)
        .priority;
    },
  });

  const channelDeps: ChannelDeps = { clock, ask: createAsk({ clock }), connect: createConnect({ clock }) };
  const channels = createChannelRegistry({ records, deps: channelDeps, log });
  const link = (path: string): string | undefined =>
    settings.http.url && new URL(path, settings.http.url).href;
  let gaveUpAt = -Infinity;
  const sender = createSender({
    ...{ channels: channels.channels, clock, random, log, link },
    keep: desk.keepMessage,
    gaveUp(message) {
      // That nobody could be told of this very trouble would keep it up for ever.
      const isOwn = message.incidents.every((id) => monitor.incident(id)?.type === 'platform');
      if (!isOwn) gaveUpAt = clock.now();
      desk.gaveUp(message);
    },
  });

  return {
    ...{ keep: deskKeep(cases), desk, directory, warnings, world, channels, channelDeps, link, sender },
    names: namesOf(directory, site, monitor),
    outboxTrouble() {
      const late = sender.state().oldestWaitingMs;
      if (late > MAX_LATE_MS) return `a message has waited for ${Math.floor(late / 60_000)} minutes`;
      const isRecent = clock.now() - gaveUpAt < SAY_GIVEN_UP_MS;
      return isRecent ? 'a message could not be delivered in any way; see /api/v1/pages' : undefined;
    },
    onMessages: (messages) => sender.add(messages.filter(({ state }) => state === 'waiting')),
    resume: () => sender.add(ledger.messages({ state: 'waiting', limit: MAX_WAITING }).reverse()),
  };
}

function namesOf(directory: Directory, site: Site, { fleet }: Pick<Monitor, 'fleet'>): Names {
  return {
    person(id) {
      const found = directory.person(id);
      return found && { kind: 'person', id, name: found.name };
    },
    areaOf({ device, node, area }) {
      if (device !== undefined) return fleet.get(device)?.area;
      if (node !== undefined) return site.plant.get(node)?.area;
      return area !== undefined && site.divisions.has(area) ? area : undefined;
    },
  };
}
