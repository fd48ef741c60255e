import type { OnCallAnswer, OnCallBoard, Override, OverrideBody } from '@fengsui/config/contract';
import express from 'express';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PEOPLE = [
  { id: 'chen', name: '示例陈' },
  { id: 'li', name: '示例李' },
];
const [CHEN, LI] = PEOPLE as [(typeof PEOPLE)[number], (typeof PEOPLE)[number]];

/** A server's calls of the on-call page: one team, one override at a time, and what was sent. */
export interface OnCallDesk {
  handler: express.RequestHandler;
  sent: unknown[];
  /** From now on every call fails, or succeeds again. */
  fail(isFailing: boolean): void;
}

export function createOnCallDesk(at: number): OnCallDesk {
  const sent: unknown[] = [];
  let override: Override | undefined;
  let isFailing = false;
  const router = express.Router();
  router.use(express.json(), (_request, response, next) => {
    if (isFailing) response.status(500).json({});
    else next();
  });
  router.get('/on-call/board', (_request, response) => void response.json(boardOf(at, override)));
  router.get('/on-call', (request, response) => {
    sent.push(request.query);
    if (request.query['area'] === '广宁') response.json(answerOf(at));
    else response.status(404).json({ type: 'about:blank', title: 'Not found', status: 404 });
  });
  router.post('/teams/guangning/overrides', (request, response) => {
    sent.push(request.body);
    override = { id: 'o-2', ...(request.body as OverrideBody) };
    response.json(override);
  });
  router.delete('/teams/guangning/overrides/o-2', (_request, response) => {
    override = undefined;
    response.json({});
  });
  return {
    handler: router,
    sent,
    fail: (wanted) => {
      isFailing = wanted;
    },
  };
}

function answerOf(at: number): OnCallAnswer {
  return {
    ...{ at, area: '441223', because: 'rotation', until: at + 8 * HOUR_MS },
    team: { id: 'guangning', name: { zh: '广宁运维班', en: 'Guangning' } },
    person: CHEN,
    next: LI,
    steps: [
      { afterMs: 0, persons: [CHEN] },
      { afterMs: 600_000, persons: [] },
    ],
  };
}

function boardOf(at: number, override: Override | undefined): OnCallBoard {
  const turn = { person: CHEN, because: 'rotation' } as const;
  const turns: OnCallBoard['rows'][number]['turns'] = override
    ? [
        { from: at, to: override.from, ...turn },
        { from: override.from, to: override.to, person: LI, because: 'override' },
        { from: override.to, to: at + 14 * DAY_MS, ...turn },
      ]
    : [
        { from: at, to: at + DAY_MS, ...turn },
        { from: at + DAY_MS, to: at + 2 * DAY_MS, person: LI, because: 'rotation' },
        { from: at + 2 * DAY_MS, to: at + 14 * DAY_MS, person: null, because: 'nobody' },
      ];
  const now = answerOf(at);
  const row = {
    area: '441223',
    name: '广宁县',
    now,
    turns,
    more: false,
    overrides: override ? [override] : [],
  };
  return { at, from: at, to: at + 14 * DAY_MS, rows: [row], people: PEOPLE };
}
