import type {
  Actor,
  OverrideBody,
  Override,
  PersonAnswer,
  Person,
  TeamAnswer,
  Team,
} from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';
import type { Fault, Known } from './check-team.ts';
import { checkTeam, namesPerson, namesTeam } from './check-team.ts';
import { createDutyCalendar } from './duty-calendar.ts';
import { createOnCall } from './on-duty.ts';
import type { OnCall } from './on-duty.ts';
import { withOverride } from './overrides.ts';
import { jsonOf, readPeople } from './people.ts';

/** Who changes something, when, and which version of it; ms UTC. */
export interface Change {
  by: Actor;
  at: number;
  version?: number | undefined;
}

/** Why something was not done: `wrong` for what was sent, `in_use` for what others still name. */
export type Refusal = {
  ok: false;
  because: 'unknown' | 'wrong' | 'in_use' | 'too_many' | 'changed_meanwhile';
  faults: Fault[];
};
export type Done<T> = { ok: true; value: T } | Refusal;

/** Persons and teams as they are kept, and who is on duty by them. */
export interface Directory {
  /** Made anew when something has changed. */
  current(): OnCall;
  persons(): readonly PersonAnswer[];
  teams(): readonly TeamAnswer[];
  person(id: string): PersonAnswer | undefined;
  team(id: string): TeamAnswer | undefined;
  putPerson(person: Person, change: Change): Done<PersonAnswer>;
  removePerson(id: string, change: Change): Done<null>;
  putTeam(team: Team, change: Change): Done<TeamAnswer>;
  removeTeam(id: string, change: Change): Done<null>;
  addOverride(team: string, override: OverrideBody, change: Change): Done<Override>;
  removeOverride(team: string, override: string, change: Change): Done<null>;
  /** For whoever writes such records elsewhere: they are read again. */
  changed(): void;
}

export interface DirectoryParts {
  records: Pick<Records, 'all' | 'put' | 'remove'>;
  /** The site's, an IANA name. */
  zone: string;
  /** The division of an area and all above it, nearest first. */
  chain: (area: string) => readonly string[];
  hasArea: (code: string) => boolean;
}

const MAX_PERSONS = 2_000;
const MAX_TEAMS = 500;

export function createDirectory({ records, zone, chain, hasArea }: DirectoryParts): Directory {
  const calendar = createDutyCalendar(zone);
  let read: ReturnType<typeof readPeople> | undefined;
  let onCall: OnCall | undefined;

  const people = () => (read ??= readPeople(records));
  const changed = (): void => {
    read = undefined;
    onCall = undefined;
  };
  const known: Known = {
    hasPerson: (id) => people().person(id) !== undefined,
    hasTeam: (id) => people().team(id) !== undefined,
    ...{ hasArea, zone },
  };

  function put<T extends Person | Team>(
    kind: 'person' | 'team',
    value: T,
    change: Change,
  ): Done<T & { version: number }> {
    const kept = records.put({ kind, id: value.id, value: jsonOf(value), ...change });
    if (kept === 'changed_meanwhile') return refuse('changed_meanwhile');
    changed();
    return { ok: true, value: { ...value, version: kept.version } };
  }

  function remove(kind: 'person' | 'team', id: string, change: Change, users: readonly Team[]): Done<null> {
    if (!(kind === 'person' ? known.hasPerson : known.hasTeam)(id)) return refuse('unknown');
    const faults = users.map((team) => ({ path: 'id', message: `the team ${team.id} names ${id}` }));
    if (faults.length > 0) return refuse('in_use', faults);
    if (!records.remove({ kind, id, by: change.by, at: change.at })) return refuse('unknown');
    changed();
    return DONE;
  }

  function putTeam(team: Team, change: Change): Done<TeamAnswer> {
    if (!known.hasTeam(team.id) && people().teams.length >= MAX_TEAMS) return refuse('too_many');
    const faults = checkTeam(team, known);
    return faults.length > 0 ? refuse('wrong', faults) : put('team', team, change);
  }

  return {
    current: () =>
      (onCall ??= createOnCall({ teams: people().teams, persons: people().persons, zone, chain, calendar })),
    persons: () => people().persons,
    teams: () => people().teams,
    person: (id) => people().person(id),
    team: (id) => people().team(id),
    putPerson(person, change) {
      if (!known.hasPerson(person.id) && people().persons.length >= MAX_PERSONS) return refuse('too_many');
      return put('person', person, change);
    },
    removePerson: (id, change) =>
      remove(
        'person',
        id,
        change,
        people().teams.filter((team) => namesPerson(team, id)),
      ),
    putTeam,
    removeTeam: (id, change) =>
      remove(
        'team',
        id,
        change,
        people().teams.filter((team) => namesTeam(team, id)),
      ),
    addOverride(id, body, { by, at }) {
      const kept = people().team(id);
      if (!kept) return refuse('unknown');
      const { version, ...team } = kept;
      const override = { id: `o-${version + 1}`, ...body };
      const changedTeam = withOverride(team, override, at);
      if (!changedTeam) return refuse('too_many');
      const done = putTeam(changedTeam, { by, at, version });
      return done.ok ? { ok: true, value: override } : done;
    },
    removeOverride(id, override, { by, at }) {
      const kept = people().team(id);
      if (!kept?.overrides.some((one) => one.id === override)) return refuse('unknown');
      const { version, ...team } = kept;
      const overrides = team.overrides.filter((one) => one.id !== override);
      const done = put('team', { ...team, overrides }, { by, at, version });
      return done.ok ? DONE : done;
    },
    changed,
  };
}

const DONE = { ok: true, value: null } as const;

const refuse = (because: Refusal['because'], faults: Fault[] = []): Refusal => ({
  ok: false,
  because,
  faults,
});
