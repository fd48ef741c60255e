import { ChangeQuery, Person, PersonAnswer, RecordId } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Directory } from '../on-call/directory.ts';
import { doneOrProblem, sameId } from './kept-by-id.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

const ById = z.object({ id: RecordId });

/** Persons with the ways to reach them: personal data, which is answered and nowhere else told. */
export function personRoutes(directory: Directory, clock: Clock): Route[] {
  return [...readPersons(directory), ...changePersons(directory, clock)];
}

function readPersons(directory: Directory): Route[] {
  return [
    route({
      method: 'get',
      path: '/persons',
      summary: 'Everybody who can be on duty or be told, in order of ids',
      params: z.object({}),
      query: z.strictObject({}),
      answer: z.object({ items: z.array(PersonAnswer) }),
      run: () => ({ body: { items: [...directory.persons()] } }),
    }),
    route({
      method: 'get',
      path: '/persons/{id}',
      summary: 'One person with the ways to reach them',
      params: ById,
      query: z.strictObject({}),
      answer: PersonAnswer,
      statuses: [404],
      run: ({ params: { id } }) => ({ body: personOr404(directory, id) }),
    }),
  ];
}

function changePersons(directory: Directory, clock: Clock): Route[] {
  return [
    route({
      method: 'put',
      path: '/persons/{id}',
      summary: 'Keeps a person, new or changed; with a version only if that is still the one there is',
      params: ById,
      query: ChangeQuery,
      body: Person,
      answer: PersonAnswer,
      statuses: [409],
      run: ({ params, query, body, actor }) => ({
        body: doneOrProblem(
          directory.putPerson(sameId(params.id, body), { by: actor, at: clock.now(), ...query }),
        ),
      }),
    }),
    route({
      method: 'delete',
      path: '/persons/{id}',
      summary: 'Takes a person away whom no team names any more',
      params: ById,
      query: z.strictObject({}),
      answer: z.object({}),
      statuses: [404, 409],
      run({ params, actor }) {
        doneOrProblem(directory.removePerson(params.id, { by: actor, at: clock.now() }));
        return { body: {} };
      },
    }),
  ];
}

function personOr404(directory: Directory, id: string): PersonAnswer {
  const person = directory.person(id);
  if (!person) throw new HttpProblem(404, `There is no person ${id}.`);
  return person;
}
