import type { Json, PersonAnswer, TeamAnswer } from '@fengsui/config/contract';
import { Person, Team } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';

/** What is kept of persons and teams, with the version of each; what an older program kept otherwise is left out. */
export function readPeople(records: Pick<Records, 'all'>) {
  const persons: PersonAnswer[] = records.all('person').flatMap(({ value, version }) => {
    const read = Person.safeParse(value);
    return read.success ? { ...read.data, version } : [];
  });
  const teams: TeamAnswer[] = records.all('team').flatMap(({ value, version }) => {
    const read = Team.safeParse(value);
    return read.success ? { ...read.data, version } : [];
  });
  const personsById = new Map(persons.map((person) => [person.id, person]));
  const teamsById = new Map(teams.map((team) => [team.id, team]));
  return {
    persons,
    teams,
    person: (id: string) => personsById.get(id),
    team: (id: string) => teamsById.get(id),
  };
}

/** As it is kept: what is undefined is not there. */
export const jsonOf = (value: Person | Team): Json => JSON.parse(JSON.stringify(value)) as Json;
