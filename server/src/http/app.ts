import express from 'express';
import type { Express, RequestHandler } from 'express';
import type { Logger } from '../observe/logger.ts';
import type { Access } from '../access.ts';
import type { Clock } from '../clock.ts';
import { openApi } from './openapi.ts';
import { notFound, problemHandler, sendProblem } from './problem.ts';
import type { Route } from './route.ts';
import { mount } from './route.ts';
import { sessionRouter } from './session.ts';
import { warningIntake } from './warnings-intake.ts';
import type { Warnings } from '../warnings/start-warnings.ts';

const API_BASE = '/api/v1';

export interface HttpParts {
  routes: readonly Route[];
  /** The folder of the built pages. */
  pages: string;
  /** Prometheus text. */
  metrics: () => string;
  access: Access;
  clock: Clock;
  version: string;
  /** Takes warnings that are handed in. */
  warnings: Warnings['take'];
  log: Logger;
}

/** The pages of the wall; each is the same document, which reads its own address. */
const PAGES = [
  '/',
  '/wall',
  '/on-call',
  '/incidents',
  '/incidents/:id',
  '/settings',
  '/board',
  '/weak-areas',
];

export function createHttp(parts: HttpParts): Express {
  const { routes, pages, metrics, access, clock, version, warnings, log } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(secureHeaders);

  const api = express.Router();
  const openRoutes = routes.filter(({ open }) => open);
  for (const route of openRoutes) mount(api, route, access.actor);
  api.use(sessionRouter(access, clock));
  api.use(admit(access));
  for (const route of routes) if (!route.open) mount(api, route, access.actor);
  api.use(warningIntake(warnings, access.actor));
  const document = openApi(routes, API_BASE, version);
  api.get('/openapi.json', (_request, response) => void response.json(document));
  api.use(notFound);

  app.use(API_BASE, api);
  app.get(
    '/metrics',
    admit(access),
    (_request, response) => void response.type('text/plain; version=0.0.4').send(metrics()),
  );
  // A page one level down asks for them beside itself.
  app.use(
    ['/assets', '/incidents/assets'],
    express.static(`${pages}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.get(PAGES, (_request, response) => response.sendFile('index.html', { root: pages }));
  app.use(express.static(pages, { index: false }));
  app.use(notFound);
  app.use(problemHandler(log));
  return app;
}

function admit(access: Access): RequestHandler {
  return (request, response, next) => {
    if (access.judge(request).ok) return next();
    response.set('www-authenticate', 'Bearer');
    sendProblem(response, 401, 'Send a bearer token, or ask from the machine that the server runs on.');
  };
}

const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const secureHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  next();
};
