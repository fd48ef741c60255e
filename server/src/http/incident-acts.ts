import type { Act, ActName, Actor } from '@fengsui/config/contract';
import { Acts, IncidentBody, IncidentDetail, ReportAnswer, ReportBody } from '@fengsui/config/contract';
import { z } from 'zod';
import { Refused } from '../core/handling/refusal.ts';
import type { DeskDoor, Names } from '../desk/door.ts';
import { LedgerAway } from '../desk/door.ts';
import { incidentDetail, incidentOr404 } from './incidents.ts';
import type { IncidentParts } from './incidents.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface ActParts extends IncidentParts {
  desk: DeskDoor;
  names: Names;
}

const SUMMARIES: Readonly<Record<ActName, string>> = {
  acknowledge: 'Somebody has it; nobody else is called as long as that holds',
  assign: 'Gives it to a person or a team',
  note: 'Writes something down; may say that the customer was contacted, the cause located, or the place visited',
  dispatch: 'Sends a person or a team',
  resolve:
    'Claims that it is restored; refused with the evidence where devices contradict, unless kept as disputed',
  feedback: 'Those concerned were called back',
  close: 'Closes it, when it is restored and those concerned were called back',
  pause: 'Stops its service clocks, for a reason that is counted',
  resume: 'Lets its service clocks run again',
  'force-majeure': 'Claims force majeure; no clock changes until another person has confirmed it',
  'force-majeure-decision': 'Confirms or refuses the claim of force majeure',
  'force-majeure-end': 'Says that a confirmed force majeure is over; the clocks run on',
};

export function incidentActRoutes(parts: ActParts): Route[] {
  const acts = (Object.keys(Acts) as ActName[]).map((name) => actRoute(name, parts));
  return [...acts, openRoute(parts), reportRoute(parts)];
}

function actRoute(name: ActName, parts: ActParts): Route {
  const { desk, names } = parts;
  return route({
    method: 'post',
    path: `/incidents/{id}/${name}`,
    summary: SUMMARIES[name],
    params: z.object({ id: z.string().min(1).max(64) }),
    query: z.strictObject({}),
    body: Acts[name] as z.ZodType<Act>,
    answer: IncidentDetail,
    statuses: [404, 409, 503],
    async run({ params, body, actor }) {
      incidentOr404(parts, params.id);
      await refusing(desk.act(params.id, name, body, actorOf(body.by, actor, names)));
      return { body: incidentDetail(parts, params.id) };
    },
  });
}

function openRoute(parts: ActParts): Route {
  const { desk, names } = parts;
  return route({
    method: 'post',
    path: '/incidents',
    summary: 'Begins an incident by hand, where no device has said anything',
    params: z.object({}),
    query: z.strictObject({}),
    body: IncidentBody,
    answer: IncidentDetail,
    statuses: [503],
    async run({ body, actor }) {
      const area = placed(body, names);
      const { id } = await refusing(desk.open({ ...body, area }, actorOf(body.by, actor, names)));
      return { status: 201, body: incidentDetail(parts, id) };
    },
  });
}

function reportRoute(parts: ActParts): Route {
  const { desk, names } = parts;
  return route({
    method: 'post',
    path: '/customer-reports',
    summary: 'What a customer says is wrong: joined to the open incident that explains it, or a new one',
    params: z.object({}),
    query: z.strictObject({}),
    body: ReportBody,
    answer: ReportAnswer,
    statuses: [503],
    async run({ body, actor }) {
      const area = placed(body, names);
      const { id, joined } = await refusing(desk.report({ ...body, area }, actorOf(body.by, actor, names)));
      return { status: 201, body: { ...incidentDetail(parts, id), joined } };
    },
  });
}

export function actorOf(by: string | undefined, actor: Actor, names: Names): Actor {
  if (by === undefined) return actor;
  const person = names.person(by);
  if (!person) throw unfit('by', `there is no person ${by}`);
  return person;
}

function placed(place: Pick<ReportBody, 'area' | 'device' | 'node'>, names: Names): string {
  const area = names.areaOf(place);
  const { device, node } = place;
  if (area === undefined) throw unfit(device ? 'device' : node ? 'node' : 'area', 'is not known here');
  return area;
}

const unfit = (path: string, message: string): HttpProblem =>
  new HttpProblem(400, 'The request does not fit; see errors.', [{ path, message }]);

async function refusing<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof LedgerAway) throw new HttpProblem(503, error.message);
    if (!(error instanceof Refused)) throw error;
    const { message, reason, evidence } = error;
    throw new HttpProblem(409, message, undefined, { reason, evidence });
  }
}
