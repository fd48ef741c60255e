import type { RequestHandler, Router } from 'express';
import type { z } from 'zod';
import { parseOr400 } from './problem.ts';
import { sendCsv } from './send-csv.ts';

/** One call of the API: what it takes, what it answers, how it is done. OpenAPI is drawn from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  method: 'get';
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  summary: string;
  params: P;
  query: Q;
  answer: A;
  /** Other statuses it may give, beside those that every call may. */
  statuses?: readonly number[];
  /** Needs no login. */
  open?: true;
  run(input: { params: z.infer<P>; query: z.infer<Q> }): Promise<Answer<z.infer<A>>> | Answer<z.infer<A>>;
  /** The same as text/csv, for whoever asks for that: sent part by part as it is read. */
  csv?(input: { params: z.infer<P>; query: z.infer<Q> }): AsyncIterable<string>;
}

export interface Answer<T> {
  body: T;
  status?: number;
  /** Another media type than JSON; then `body` is sent as it is. */
  type?: string;
}

/** Keeps the types of one route together. */
export function route<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType>(
  r: Route<P, Q, A>,
): Route {
  return r as unknown as Route;
}

export function mount(router: Router, { method, path, params, query, run, csv }: Route): void {
  const handler: RequestHandler = async (request, response) => {
    const input = { params: parseOr400(params, request.params), query: parseOr400(query, request.query) };
    if (csv && request.accepts(['json', 'csv']) === 'csv') return sendCsv(response, csv(input));
    const { body, status = 200, type = 'application/json' } = await run(input);
    response.status(status).type(type).set('cache-control', 'no-store').send(JSON.stringify(body));
  };
  router[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
}
