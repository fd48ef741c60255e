import type { ActName, HandlingFact, IncidentDetail, Stage } from '@fengsui/config/contract';
import { Acts } from '@fengsui/config/contract';
import express from 'express';
import type { z } from 'zod';
import { detailOf, outage } from './incidents.ts';

const MINUTE_MS = 60_000;
const PEOPLE = [
  { id: 'chen', name: '示例陈' },
  { id: 'li', name: '示例李' },
];
const TEAMS = [{ id: 'guangning', name: { zh: '广宁班（示例）', en: 'Guangning (example)' } }];

/** A server's calls of the pages of incidents: one outage, with the rules of the ledger that pages must show. */
export interface IncidentDesk {
  handler: express.RequestHandler;
  /** Acts that came in, by name, with what they said. */
  sent: { act: string; body: unknown }[];
  incident(): IncidentDetail;
  /** Its devices are back. */
  restore(): void;
  /** From now on no call is answered, or all are again. */
  fail(isFailing: boolean): void;
}

type Refusal = { reason: string; evidence: object } | undefined;
const NEXT: Partial<Record<ActName, [HandlingFact['change'], Stage]>> = {
  acknowledge: ['acknowledged', 'acknowledged'],
  dispatch: ['dispatched', 'dispatched'],
  resolve: ['restored', 'restored'],
  feedback: ['fed_back', 'fed_back'],
  close: ['closed', 'closed'],
};

export function createIncidentDesk(now: number): IncidentDesk {
  const sent: IncidentDesk['sent'] = [];
  let isFailing = false;
  let isBack = false;
  let incident = firstOf(now);

  function refuse(act: string): Refusal {
    const { stage } = incident;
    if (act === 'resolve' && !isBack) {
      return { reason: 'devices_disagree', evidence: { lost: 23, monitored: 41, trouble: 'open' } };
    }
    return act === 'close' && stage === 'restored'
      ? { reason: 'no_feedback', evidence: { stage } }
      : undefined;
  }
  function doIt(act: ActName, body: z.infer<(typeof Acts)[ActName]>): void {
    const person = PEOPLE.find(({ id }) => id === body.by) ?? PEOPLE[1]!;
    const [change, stage] = NEXT[act] ?? ['noted', incident.stage];
    const by = { kind: 'person', ...person } as const;
    incident = {
      ...incident,
      ...{ stage, owner: by, ...(stage === 'closed' && { dueAt: null }) },
      timeline: [...incident.timeline, handling(change, by, { stage, why: body.note ?? null })],
    };
  }
  const router = express.Router();
  router.use(express.json(), (_request, response, next) => {
    if (isFailing) response.status(500).json({});
    else next();
  });
  router.get('/incidents', (request, response) => {
    const { stage } = incident;
    const isWanted = (request.query['stage'] ?? stage) === stage && request.query['state'] === 'open';
    response.json({ items: isWanted ? [incident] : [], counts: stage === 'closed' ? {} : { [stage]: 1 } });
  });
  router.get('/incidents/:id', (_request, response) => void response.json(incident));
  router.get(
    '/incidents/:id/paging',
    (_request, response) => void response.json({ id: incident.id, items: [] }),
  );
  router.get('/persons', (_request, response) => void response.json({ items: PEOPLE }));
  router.get('/teams', (_request, response) => void response.json({ items: TEAMS }));
  router.post('/incidents/:id/:act', (request, response) => {
    const act = request.params.act as ActName;
    const body = Acts[act].parse(request.body);
    sent.push({ act, body: request.body as unknown });
    const refusal = refuse(act);
    if (refusal)
      response.status(409).json({ type: 'about:blank', title: 'Conflict', status: 409, ...refusal });
    else {
      doIt(act, body);
      response.json(incident);
    }
  });
  router.post('/customer-reports', (request, response) => {
    sent.push({ act: 'report', body: request.body as unknown });
    response.status(201).json({ ...incident, joined: true });
  });
  return {
    ...{ handler: router, sent, incident: () => incident },
    restore: () => {
      isBack = true;
      incident = { ...incident, state: 'recovered', recoveredAt: now };
    },
    fail: (wanted) => {
      isFailing = wanted;
    },
  };
}

function handling(
  change: HandlingFact['change'],
  by: HandlingFact['by'],
  over: Pick<HandlingFact, 'stage' | 'why'>,
): HandlingFact {
  const owner = { kind: 'person', id: 'chen', name: '示例陈' } as const;
  return { at: Date.now(), kind: 'handling', change, id: '20261122-001', by, owner, because: {}, ...over };
}

/** Nobody has acknowledged it, and the first promise has been missed two minutes ago. */
function firstOf(now: number): IncidentDetail {
  const startedAt = now - 62 * MINUTE_MS;
  const clock = { id: 'respond', name: { zh: '响应', en: 'Respond' }, profile: 'ZQ-EMG', startedAt };
  const dueAt = now - 2 * MINUTE_MS;
  return {
    ...detailOf(outage(now)),
    ...{ dueAt, reports: 2 },
    clocks: [
      {
        ...{ ...clock, withinMs: 60 * MINUTE_MS, dueAt, state: 'overdue', metAt: null },
        ...{ elapsedMs: 62 * MINUTE_MS, pausedMs: 0 },
      },
    ],
  };
}
