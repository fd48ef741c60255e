import express from 'express';
import type { RequestHandler, Router } from 'express';
import { formatXmlFault } from '../warnings/cap.ts';
import type { Warnings } from '../warnings/start-warnings.ts';
import { HttpProblem } from './problem.ts';
import type { ActorOf } from './route.ts';

const XML = ['application/cap+xml', 'application/xml', 'text/xml'];
const MAX_BYTES = 1024 * 1024;
const STATUS = { taken: 201, known: 200, elsewhere: 200, full: 503 } as const;

/**
 * `POST /warnings`: the body is a CAP 1.2 message, as XML. Mount it behind whatever admits requests.
 * Media types that are not XML are refused, so that no page of another origin can send one unasked.
 */
export function warningIntake(take: Warnings['take'], actorOf: ActorOf): Router {
  const router = express.Router();

  const handIn: RequestHandler = (request, response) => {
    const { body } = request as { body: unknown };
    if (!Buffer.isBuffer(body)) throw new HttpProblem(415, `Send XML: content-type ${XML.join(', ')}.`);
    const taken = take(body, actorOf(request));
    if (!taken.ok) {
      const errors = taken.faults.map(({ path, line, message }) => ({
        path,
        message: formatXmlFault({ path: '', line, message }),
      }));
      throw new HttpProblem(400, 'This is no warning that can be read; see errors.', errors);
    }
    const { outcome } = taken;
    response.status(STATUS[outcome.outcome]).type('json').set('cache-control', 'no-store');
    response.send(JSON.stringify(outcome));
  };

  router.post('/warnings', express.raw({ type: XML, limit: MAX_BYTES }), handIn);
  return router;
}
