import type { OnCallFile, Team } from '@fengsui/config/contract';
import { checkRotation } from './handovers.ts';

/** What is wrong, and where: a path in what was sent, like `rotations.0.handover`. */
export interface Fault {
  path: string;
  message: string;
}

/** What a team may name. */
export interface Known {
  hasPerson: (id: string) => boolean;
  hasTeam: (id: string) => boolean;
  hasArea: (code: string) => boolean;
  /** The site's, an IANA name. */
  zone: string;
}

type Named = [path: string, message: string | undefined];

/** Everything that a team names must be there, and its hand-overs must come; every fault at once. */
export function checkTeam(team: Team, known: Known): Fault[] {
  const { areas, lead, rotations, overrides } = team;
  const named: Named[] = [
    ...areas.map((area, i): Named => [
      `areas.${i}`,
      known.hasArea(area) ? undefined : `there is no division ${area}`,
    ]),
    ['lead', lead === undefined ? undefined : personFault(lead, known)],
    ...twice(rotations, 'rotations'),
    ...rotations.flatMap((rotation, i): Named[] => [
      ...rotation.members.map((id, j): Named => [`rotations.${i}.members.${j}`, personFault(id, known)]),
      [`rotations.${i}.handover`, checkRotation(rotation, known.zone)],
    ]),
    ...twice(overrides, 'overrides'),
    ...overrides.map(({ person }, i): Named => [`overrides.${i}.person`, personFault(person, known)]),
    ...stepFaults(team, known),
  ];
  return named.flatMap(([path, message]) => (message === undefined ? [] : { path, message }));
}

function stepFaults({ id, escalation }: Team, known: Known): Named[] {
  return escalation.flatMap(({ afterMs, to }, i): Named[] => {
    const before = escalation[i - 1]?.afterMs ?? 0;
    const order: Named = [
      `escalation.${i}.afterMs`,
      afterMs < before ? 'is before the step above it' : undefined,
    ];
    if (to.kind === 'person') return [order, [`escalation.${i}.to.id`, personFault(to.id, known)]];
    if (to.kind !== 'team' || to.id === id || known.hasTeam(to.id)) return [order];
    return [order, [`escalation.${i}.to.id`, `there is no team ${to.id}`]];
  });
}

const personFault = (id: string, { hasPerson }: Known): string | undefined =>
  hasPerson(id) ? undefined : `there is no person ${id}`;

function twice(list: readonly { id: string }[], path: string): Named[] {
  const seen = new Set<string>();
  return list.map(({ id }, i) => {
    const isTwice = seen.has(id);
    seen.add(id);
    return [`${path}.${i}.id`, isTwice ? `${id} is there twice` : undefined];
  });
}

/** The same of a whole file of persons and teams. */
export function checkOnCallFile(
  { persons, teams }: OnCallFile,
  { hasArea, zone }: Pick<Known, 'hasArea' | 'zone'>,
): Fault[] {
  const [personIds, teamIds] = [persons, teams].map((list) => new Set(list.map(({ id }) => id)));
  const known: Known = {
    hasPerson: (id) => personIds?.has(id) ?? false,
    hasTeam: (id) => teamIds?.has(id) ?? false,
    ...{ hasArea, zone },
  };
  return [
    ...[...twice(persons, 'persons'), ...twice(teams, 'teams')].flatMap(([path, message]) =>
      message === undefined ? [] : { path, message },
    ),
    ...teams.flatMap((team, i) =>
      checkTeam(team, known).map(({ path, message }) => ({ path: `teams.${i}.${path}`, message })),
    ),
  ];
}

/** Whether a team names a person anywhere. */
export function namesPerson({ lead, rotations, overrides, escalation }: Team, id: string): boolean {
  return (
    lead === id ||
    rotations.some(({ members }) => members.includes(id)) ||
    overrides.some(({ person }) => person === id) ||
    escalation.some(({ to }) => to.kind === 'person' && to.id === id)
  );
}

export const namesTeam = ({ escalation }: Team, id: string): boolean =>
  escalation.some(({ to }) => to.kind === 'team' && to.id === id);
