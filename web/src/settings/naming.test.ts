import type { EscalationStep, Team } from '@fengsui/config/contract';
import { expect, it } from 'vitest';
import { freeId } from './free-id.ts';
import { moved, toggled } from './lists.ts';
import { targetOf, targetText, teamsCalling, teamsNaming } from './naming.ts';

const team = (over: Partial<Team>): Team => ({
  ...{ id: 't', name: { zh: 't', en: 't' }, areas: [], rotations: [], overrides: [], escalation: [] },
  ...over,
});
const calls = (to: EscalationStep['to']): Team['escalation'] => [{ afterMs: 0, to }];

it('finds the teams that name a person or call a team', () => {
  const teams = [
    team({ id: 'a', lead: 'li' }),
    team({ id: 'b', rotations: [{ id: 'r', members: ['li'], since: 0, handover: '0 8 * * *' }] }),
    team({ id: 'c', escalation: calls({ kind: 'person', id: 'li' }) }),
    team({ id: 'd', escalation: calls({ kind: 'team', id: 'a' }) }),
  ];
  expect(teamsNaming(teams, 'li').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(teamsCalling(teams, 'a').map(({ id }) => id)).toEqual(['d']);
});

it('writes whom a step calls so that it can be read again', () => {
  const all: EscalationStep['to'][] = [
    { kind: 'on_call' },
    { kind: 'lead' },
    { kind: 'person', id: 'li' },
    { kind: 'team', id: 'a' },
  ];
  expect(all.map((to) => targetOf(targetText(to)))).toEqual(all);
});

it('proposes the first id that nobody has, moves within a list, and turns a choice on and off', () => {
  expect(freeId('person', ['person-1', 'person-3'])).toBe('person-2');
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
});
