import express from 'express';
import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Access } from '../access.ts';
import { SESSION_COOKIE } from '../access.ts';
import type { Clock } from '../clock.ts';
import { HttpProblem, parseOr400 } from './problem.ts';

const SignIn = z.strictObject({ token: z.string().min(1).max(512) });

/** Wrong tokens a minute, from everybody together: guessing leads nowhere, and nobody waits long. */
const MAX_WRONG = 10;
const WINDOW_MS = 60_000;

/** A browser shows the token once and gets a session cookie, which no script can read. */
export function sessionRouter(access: Access, clock: Clock): Router {
  const router = express.Router();
  let wrong: number[] = [];

  const signIn: RequestHandler = (request, response) => {
    wrong = wrong.filter((at) => at > clock.now() - WINDOW_MS);
    if (wrong.length >= MAX_WRONG)
      throw new HttpProblem(429, 'Too many wrong tokens; try again in a minute.');
    const session = access.signIn(parseOr400(SignIn, request.body).token);
    if (!session) {
      wrong.push(clock.now());
      throw new HttpProblem(401, 'This is not the token.');
    }
    const { cookie, maxAgeS } = session;
    response.cookie(SESSION_COOKIE, cookie, {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
      maxAge: maxAgeS * 1000,
    });
    response.status(204).end();
  };

  router.post('/session', express.json({ limit: '4kb' }), signIn);
  router.delete(
    '/session',
    (_request, response) => void response.clearCookie(SESSION_COOKIE).status(204).end(),
  );
  return router;
}
