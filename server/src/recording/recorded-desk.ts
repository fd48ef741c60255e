import type { OutboxMessage, PageFact } from '@fengsui/config/contract';
import type { DeskOutcome } from '../core/handling/outcome.ts';
import type { Desk } from '../core/handling/desk.ts';
import { createDesk } from '../core/handling/desk.ts';
import { createLevels } from '../core/level/levels.ts';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import { createPager } from '../core/paging/pager.ts';
import { createWorld } from '../desk/world.ts';
import type { Records } from '../ledger/records/port.ts';
import { monitorSite } from '../monitor-site.ts';
import { createDirectory } from '../on-call/directory.ts';
import { keepFirstPeople } from '../on-call/first-people.ts';
import { createPlaceOf } from '../regions/incident-place.ts';
import type { Site } from '../site/model.ts';
import { zoneOffset } from '../zone-offset.ts';

/** Who would have been told what, and why: the desk and the pager behind a core that plays the past. */
export interface RecordedDesk {
  readonly desk: Desk;
  /** What the core has just said. */
  hear(facts: readonly CoreFact[]): void;
  /** Everything that is due by a time, ms. */
  pass(at: number): void;
  /** What the desk has decided of anything else. */
  take(outcome: DeskOutcome): void;
}

export interface RecordedDeskParts {
  site: Site;
  monitor: Pick<Monitor, 'fleet' | 'incident'>;
  /** Holds nothing yet. */
  records: Records;
  /** When it begins, ms. */
  at: number;
  page(fact: PageFact): void;
  message(message: OutboxMessage): void;
}

/** For people whose file does not say how they are reached: what matters here is who, when and why. */
const ANY_WAY = [{ channel: 'replay', address: '', severities: [] }];

export function createRecordedDesk({
  site,
  monitor,
  records,
  at,
  page,
  message: told,
}: RecordedDeskParts): RecordedDesk {
  keepEverybody(site, records, at);
  const desk = openDesk(site, monitor, records, at);
  let seenAt = at;

  const forward = (time: number): number => (seenAt = Math.max(seenAt, time));

  function take({ lines, messages }: DeskOutcome): void {
    for (const { fact } of lines) if (fact.kind === 'page') page(fact);
    for (const message of messages) told(message);
  }

  function pass(time: number): void {
    const now = forward(time);
    if ((desk.nextWakeAt() ?? Infinity) <= now) take(desk.advance(now));
  }

  return {
    desk,
    pass,
    take,
    hear(facts) {
      for (const fact of facts) {
        if (fact.kind !== 'incident') continue;
        const incident = monitor.incident(fact.id);
        if (!incident) continue;
        pass(fact.at);
        take(desk.fact({ ...fact, at: seenAt }, incident));
      }
    },
  };
}

function openDesk(site: Site, { fleet }: Pick<Monitor, 'fleet'>, records: Records, at: number): Desk {
  const { chain, utcOffsetMs } = monitorSite(site, at);
  const world = createWorld({
    ...{ site, chain, fleet, records },
    directory: createDirectory({
      ...{ records, chain, zone: site.info.timezone },
      hasArea: (code) => site.divisions.has(code),
    }),
    levels: () => createLevels([]),
    placeOf: createPlaceOf({ site, chain, device: fleet.get }),
    offsetAt: zoneOffset(site.info.timezone),
  });
  return createDesk({ world, numbering: { utcOffsetMs }, pager: createPager });
}

function keepEverybody({ onCall }: Site, records: Records, at: number): void {
  const persons = onCall?.persons.map((one) => (one.ways.length > 0 ? one : { ...one, ways: ANY_WAY }));
  keepFirstPeople(onCall && persons && { ...onCall, persons }, records, at);
}
