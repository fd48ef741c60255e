import type { Done, Refusal } from '../on-call/directory.ts';
import { HttpProblem } from './problem.ts';

const PROBLEMS: Readonly<Record<Refusal['because'], [status: number, detail: string]>> = {
  unknown: [404, 'There is nothing by this id.'],
  wrong: [400, 'The request does not fit; see errors.'],
  in_use: [409, 'It is still in use; see errors.'],
  too_many: [409, 'There are as many as can be kept.'],
  changed_meanwhile: [409, 'Somebody has changed it meanwhile; read it again.'],
};

/** What was done, or the problem that it met. */
export function doneOrProblem<T>(done: Done<T>): T {
  if (done.ok) return done.value;
  const [status, detail] = PROBLEMS[done.because];
  throw new HttpProblem(status, detail, done.faults.length > 0 ? done.faults : undefined);
}

/** What is sent to an address must be what that names. */
export function sameId<T extends { id: string }>(id: string, body: T): T {
  if (body.id === id) return body;
  throw new HttpProblem(400, 'The request does not fit; see errors.', [
    { path: 'id', message: `is not ${id}, as in the address` },
  ]);
}
