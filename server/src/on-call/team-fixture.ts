import type { EscalationStep, Person, Rotation, Team } from '@fengsui/config/contract';

// A city of two counties and three teams, for tests. 广宁 has a township with a team of its own.

const PARENTS: Readonly<Record<string, string>> = {
  '441223': '441200',
  '441224': '441200',
  '441223100': '441223',
  '441223100200': '441223100',
};

export function chain(area: string): string[] {
  const codes: string[] = [];
  const known = area === '441200' || area in PARENTS ? area : undefined;
  for (let code = known; code !== undefined; code = PARENTS[code]) codes.push(code);
  return codes;
}

const PEOPLE = ['chen', 'li', 'wang', 'zhao', 'lead', 'city-1', 'city-2'];
export const persons: Person[] = PEOPLE.map((id) => ({ id, name: `示例-${id}`, ways: [] }));

export const ms = (iso: string): number => Date.parse(iso);

export const rotation = (members: string[], change: Partial<Rotation> = {}): Rotation => ({
  id: 'days',
  members,
  since: ms('2026-11-01T00:00:00+08:00'),
  handover: '0 8 * * *',
  ...change,
});

export const team = (id: string, areas: string[], change: Partial<Team> = {}): Team => ({
  id,
  name: { zh: `示例${id}`, en: id },
  areas,
  rotations: [],
  overrides: [],
  escalation: [],
  ...change,
});

export const step = (minutes: number, to: EscalationStep['to']): EscalationStep => ({
  afterMs: minutes * 60_000,
  to,
});

/** Daily turns in 广宁 since 1 November, led by `lead`; the city takes turns by the week. */
export const guangning = team('guangning', ['441223'], {
  lead: 'lead',
  rotations: [rotation(['chen', 'li', 'wang'])],
});
export const city = team('city', ['441200'], {
  rotations: [rotation(['city-1', 'city-2'], { handover: '0 8 * * 1' })],
});
