import type { Actor } from '@fengsui/config/contract';
import express from 'express';
import type { Request, RequestHandler, Router } from 'express';
import { z } from 'zod';
import { HttpProblem, parseOr400 } from './problem.ts';
import { sendCsv } from './send-csv.ts';

/** What a request has said, checked; `actor` is whoever signed in. */
export interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  params: z.infer<P>;
  query: z.infer<Q>;
  body: z.infer<B>;
  actor: Actor;
}

/** One call of the API: what it takes, what it answers, how it is done. OpenAPI is drawn from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  summary: string;
  params: P;
  query: Q;
  /** JSON; an empty body counts as `{}`. Without a schema nothing of a body is read. */
  body?: B;
  /** The media type of a body that is not JSON; it comes as bytes. */
  media?: string;
  /** Bytes of a body; 64 KiB where it is not said. */
  maxBody?: number;
  answer: A;
  /** Other statuses it may give, beside those that every call may. */
  statuses?: readonly number[];
  /** Needs no login. */
  open?: true;
  run(input: Input<P, Q, B>): Promise<Answer<z.infer<A>>> | Answer<z.infer<A>>;
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
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  A extends z.ZodType,
  B extends z.ZodType = z.ZodUndefined,
>(r: Route<P, Q, A, B>): Route {
  return r as unknown as Route;
}

const MAX_BODY_BYTES = 64 * 1024;
const NO_BODY = z.undefined();

/** Who asks; known once it is admitted. */
export type ActorOf = (request: Request) => Actor;

export function mount(router: Router, route: Route, actorOf: ActorOf): void {
  const { method, path, params, query, body = NO_BODY, run, csv } = route;
  const handler: RequestHandler = async (request, response) => {
    const input = {
      params: parseOr400(params, request.params),
      query: parseOr400(query, request.query),
      body: parseOr400(body, route.body && bodyOf(request, route.media)),
      actor: actorOf(request),
    };
    if (csv && request.accepts(['json', 'csv']) === 'csv') return sendCsv(response, csv(input));
    const { body: answer, status = 200, type = 'application/json' } = await run(input);
    response.status(status).type(type).set('cache-control', 'no-store').send(JSON.stringify(answer));
  };
  const handlers = route.body ? [readBody(route), handler] : [handler];
  router[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), ...handlers);
}

function readBody({ maxBody: limit = MAX_BODY_BYTES, media }: Route): RequestHandler {
  return media === undefined
    ? express.json({ limit, type: 'application/json' })
    : express.raw({ limit, type: media });
}

/** Another media type is not read at all, so that no page of another origin can send one without asking first. */
function bodyOf(request: Request, media: string | undefined): unknown {
  const isEmpty = request.headers['content-length'] === '0' || !hasBody(request);
  if (isEmpty) return media === undefined ? {} : new Uint8Array();
  if (request.is(media ?? 'application/json')) return request.body;
  throw new HttpProblem(415, `Send ${media ?? 'JSON'}: content-type ${media ?? 'application/json'}.`);
}

const hasBody = ({ headers }: Request): boolean =>
  'content-length' in headers || 'transfer-encoding' in headers;
