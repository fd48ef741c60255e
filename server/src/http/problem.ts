import type { Problem } from '@fengsui/config/contract';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Logger } from '../observe/logger.ts';

/** The rule that forbids it, and what it rests on. */
export type Refusal = Required<Pick<Problem, 'reason' | 'evidence'>>;

/** An answer that is not what was asked for; its words are for whoever asked. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly status: number;
  readonly errors: Problem['errors'];
  readonly refusal: Refusal | undefined;

  constructor(status: number, detail: string, errors?: Problem['errors'], refusal?: Refusal) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.refusal = refusal;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
};

export function sendProblem(
  response: Response,
  status: number,
  detail?: string,
  errors?: Problem['errors'],
  refusal?: Refusal,
): void {
  const title = TITLES[status] ?? 'Error';
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    ...(detail && { detail }),
    ...(errors && { errors }),
    ...refusal,
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Reads a part of the request by its schema; what does not fit is named by its path. */
export function parseOr400<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((path) => ({ path, message: 'is not a parameter' }));
    return [{ path: issue.path.map(String).join('.'), message: issue.message }];
  });
  throw new HttpProblem(400, 'The request does not fit; see errors.', errors);
}

export const notFound: RequestHandler = (request) => {
  throw new HttpProblem(404, `There is nothing at ${request.path.slice(0, 128)}.`);
};

/** The one place where an error becomes an answer; what nobody foresaw is logged and not told. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof HttpProblem)
      return sendProblem(response, error.status, error.message, error.errors, error.refusal);
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status >= 400 && status < 500) return sendProblem(response, status);
    log.error({ err: error }, 'a request failed');
    sendProblem(response, 500);
  };
}
