import { ChangeQuery, Override, OverrideBody, RecordId, Team, TeamAnswer } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Directory } from '../on-call/directory.ts';
import { doneOrProblem, sameId } from './kept-by-id.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

const ById = z.object({ id: RecordId });
const NOTHING = z.strictObject({});
/** 500 divisions, 8 rotations of 64 members and 200 overrides fit. */
const MAX_TEAM_BYTES = 256 * 1024;

export function teamRoutes(directory: Directory, clock: Clock): Route[] {
  return [...readTeams(directory), ...changeTeams(directory, clock), ...standIns(directory, clock)];
}

function readTeams(directory: Directory): Route[] {
  return [
    route({
      method: 'get',
      path: '/teams',
      summary: 'The teams with their rotations and those who stand in, in order of ids',
      params: z.object({}),
      query: NOTHING,
      answer: z.object({ items: z.array(TeamAnswer) }),
      run: () => ({ body: { items: [...directory.teams()] } }),
    }),
    route({
      method: 'get',
      path: '/teams/{id}',
      summary: 'One team',
      params: ById,
      query: NOTHING,
      answer: TeamAnswer,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: teamOr404(directory, id) }),
    }),
  ];
}

function changeTeams(directory: Directory, clock: Clock): Route[] {
  return [
    route({
      method: 'put',
      path: '/teams/{id}',
      summary: 'Keeps a team, new or changed; with a version only if that is still the one there is',
      params: ById,
      query: ChangeQuery,
      body: Team,
      maxBody: MAX_TEAM_BYTES,
      answer: TeamAnswer,
      statuses: [409],
      run: ({ params, query, body, actor }) => ({
        body: doneOrProblem(
          directory.putTeam(sameId(params.id, body), { by: actor, at: clock.now(), ...query }),
        ),
      }),
    }),
    route({
      method: 'delete',
      path: '/teams/{id}',
      summary: 'Takes a team away that no other team calls',
      params: ById,
      query: NOTHING,
      answer: z.object({}),
      statuses: [404, 409],
      run({ params, actor }) {
        doneOrProblem(directory.removeTeam(params.id, { by: actor, at: clock.now() }));
        return { body: {} };
      },
    }),
  ];
}

function standIns(directory: Directory, clock: Clock): Route[] {
  return [
    route({
      method: 'post',
      path: '/teams/{id}/overrides',
      summary: 'Somebody stands in for a while, whoever’s turn it is; answers it with the id it was given',
      params: ById,
      query: NOTHING,
      body: OverrideBody,
      answer: Override,
      statuses: [404, 409],
      run: ({ params, body, actor }) => ({
        body: doneOrProblem(directory.addOverride(params.id, body, { by: actor, at: clock.now() })),
      }),
    }),
    route({
      method: 'delete',
      path: '/teams/{id}/overrides/{override}',
      summary: 'Nobody stands in any more: the turns count again',
      params: z.object({ id: RecordId, override: RecordId }),
      query: NOTHING,
      answer: z.object({}),
      statuses: [404, 409],
      run({ params, actor }) {
        const change = { by: actor, at: clock.now() };
        doneOrProblem(directory.removeOverride(params.id, params.override, change));
        return { body: {} };
      },
    }),
  ];
}

function teamOr404(directory: Directory, id: string): TeamAnswer {
  const team = directory.team(id);
  if (!team) throw new HttpProblem(404, `There is no team ${id}.`);
  return team;
}
