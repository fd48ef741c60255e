import type { Actor, Health } from '@fengsui/config/contract';
import type { Clock } from './clock.ts';
import type { Monitor } from './core/monitor.ts';
import type { Duty } from './duty.ts';
import { deskRows } from './desk/rows.ts';
import { channelRoutes } from './http/channels.ts';
import { deviceRoutes } from './http/devices.ts';
import { alarmQualityRoutes } from './http/alarm-quality.ts';
import { qualityRowsOf } from './http/alarm-quality-rows.ts';
import { actorOf, incidentActRoutes } from './http/incident-acts.ts';
import { incidentRoutes } from './http/incidents.ts';
import { levelRoutes } from './http/levels.ts';
import { onCallRoutes } from './http/on-call.ts';
import { pagingRoutes } from './http/paging.ts';
import { personRoutes } from './http/people.ts';
import { reportRoutes } from './http/reports.ts';
import type { Route } from './http/route.ts';
import { shelfRoutes } from './http/shelves.ts';
import { regionSeriesRoutes } from './http/series-region.ts';
import { seriesRoutes } from './http/series.ts';
import { siteRoutes } from './http/site.ts';
import { standardRoutes } from './http/standard.ts';
import { teamRoutes } from './http/teams.ts';
import { warningRoutes } from './http/warnings.ts';
import { blindSpotRoutes } from './http/blind-spots.ts';
import { weakRankingRoutes } from './http/weak-areas-ranking.ts';
import { weakWeekRoutes } from './http/weak-areas-week.ts';
import { weakAreaRoutes } from './http/weak-areas.ts';
import { worksRoutes } from './http/works.ts';
import type { Checkpoints } from './ingest/checkpoints.ts';
import type { Ledger } from './ledger/port.ts';
import type { PlaceOf } from './regions/incident-place.ts';
import type { Regions } from './regions/regions.ts';
import type { Retention } from './series/port.ts';
import { createShelves } from './shelves/shelves.ts';
import type { Site } from './site/model.ts';
import type { SeriesReader } from './storer/storer.ts';
import type { WeakAreas } from './weak-areas/open-weak-areas.ts';
import { zoneOffset } from './zone-offset.ts';

export interface RouteParts {
  /** What this server serves, and all that the site's files tell. */
  site: Site;
  whole: Site;
  regions: Regions;
  chain: (area: string) => readonly string[];
  placeOf: PlaceOf;
  monitor: Pick<Monitor, 'fleet' | 'areas'>;
  checkpoints: Pick<Checkpoints, 'incidents'>;
  ledger: Ledger;
  store: SeriesReader;
  retention: Retention;
  duty: Duty;
  weakAreas: WeakAreas;
  health: () => Health;
  clock: Clock;
}

/** Every call of the API, but for signing in. */
export function apiRoutes(parts: RouteParts): Route[] {
  const { site, regions, monitor, ledger, store, clock, retention, health } = parts;
  const series = { fleet: monitor.fleet, store, ledger, clock, retention };
  return [
    ...siteRoutes(site, regions, health),
    ...deviceRoutes(monitor.fleet, regions),
    ...seriesRoutes(series),
    ...regionSeriesRoutes({ ...series, regions }),
    ...incidentCalls(parts),
    ...pagingCalls(parts),
    ...dutyCalls(parts),
    ...weakAreaCalls(parts),
  ];
}

/** What is wrong, and what people do about it. */
function incidentCalls(parts: RouteParts): Route[] {
  const { checkpoints, ledger, regions, placeOf, duty, site, chain, clock } = parts;
  const { desk, names, world } = duty;
  const open = () => [...checkpoints.incidents(), ...desk.waiting()];
  const incidents = { open, handling: desk.handling, ledger, regions, placeOf };
  const utcOffset = zoneOffset(site.info.timezone);
  const levelAt = (area: string, at: number) => duty.warnings.desk.levels(at).levelAt(chain(area), at);
  const operators = () => duty.directory.persons().map(({ id }) => id);
  const teamName = (id: string) => duty.directory.team(id)?.name;
  return [
    ...incidentRoutes(incidents),
    ...incidentActRoutes({ ...incidents, desk, names }),
    ...reportRoutes({ rows: deskRows(ledger, clock), regions, teamName, utcOffset, clock }),
    ...alarmQualityRoutes({ rows: qualityRowsOf({ ledger, regions, levelAt, operators }), regions, clock }),
    ...standardRoutes({ records: ledger.records, clock, onChange: world.changed }),
  ];
}

/** Who was called about what, and what nobody need be called about for a while. */
function pagingCalls({ checkpoints, ledger, duty, clock }: RouteParts): Route[] {
  const { desk, names, world } = duty;
  const isIncident = (id: string): boolean =>
    [...desk.waiting(), ...checkpoints.incidents()].some((one) => one.id === id) ||
    ledger.incident(id) !== undefined;
  return [
    ...pagingRoutes({ ledger, isIncident, localTime: world.localTime }),
    ...shelfRoutes({
      ...{ shelves: createShelves({ records: ledger.records, changed: world.changed }), clock, isIncident },
      actorOf: (by: string | undefined, signedIn: Actor) => actorOf(by, signedIn, names),
    }),
  ];
}

/** Who is on duty, how they are reached, and what is switched on. */
function dutyCalls({ duty, whole, regions, chain, clock }: RouteParts): Route[] {
  const { directory, channels, warnings, names, link } = duty;
  return [
    ...onCallRoutes({ directory, site: whole, clock }),
    ...personRoutes(directory, clock),
    ...teamRoutes(directory, clock),
    ...channelRoutes({ channels, clock, link }),
    ...levelRoutes({
      ...{ desk: warnings.desk, regions, chain, clock },
      actorOf: (by: string | undefined, signedIn: Actor) => actorOf(by, signedIn, names),
    }),
    ...warningRoutes({ store: warnings.store, regions }),
  ];
}

/** Where the signal is weak, what it costs, what was done about it, and where nothing is known. */
function weakAreaCalls({ weakAreas, monitor, duty, ledger, ...parts }: RouteParts): Route[] {
  const calls = {
    ...{ ...parts, ...weakAreas, areas: monitor.areas, records: ledger.records },
    offsetAt: zoneOffset(parts.site.info.timezone),
    actorOf: (by: string | undefined, signedIn: Actor) => actorOf(by, signedIn, duty.names),
  };
  return [
    // Before those with an id.
    ...weakRankingRoutes(calls),
    ...weakAreaRoutes(calls),
    ...weakWeekRoutes(calls),
    ...blindSpotRoutes(calls),
    ...worksRoutes(calls),
  ];
}
