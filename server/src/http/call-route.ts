import type { Actor } from '@fengsui/config/contract';
import { parseOr400 } from './problem.ts';
import type { Answer, Route } from './route.ts';

export const TESTER: Actor = { kind: 'person', id: 'tester', name: '测试员' };

/** What comes in with a call, as it is sent: not yet checked. */
export interface Sent {
  params?: Readonly<Record<string, string>>;
  query?: unknown;
  body?: unknown;
  actor?: Actor;
}

/** For tests: calls a route of a list as the web server would, without one. */
export async function callRoute(
  routes: readonly Route[],
  method: Route['method'],
  path: string,
  { params = {}, query = {}, body, actor = TESTER }: Sent = {},
): Promise<Answer<unknown>> {
  const found = routes.find((route) => route.method === method && route.path === path);
  if (!found) throw new Error(`there is no route ${method} ${path}`);
  return found.run({
    params: parseOr400(found.params, params),
    query: parseOr400(found.query, query),
    body: found.body && parseOr400(found.body, body ?? {}),
    actor,
  });
}
