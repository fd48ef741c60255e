import type { WeakArea, Work } from '@fengsui/config/contract';
import {
  FieldBatchList,
  FieldImportQuery,
  RankingQuery,
  WatchBody,
  WatchFound,
  WeakAreaList,
  WeekQuery,
  WorkBody,
  WorkList,
} from '@fengsui/config/contract';
import express from 'express';
import {
  areaOf,
  batchOf,
  blindOf,
  effectOf,
  emptyWeek,
  eveningEvidence,
  rankingOf,
  weekOf,
  workOf,
} from './weak-areas.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PEOPLE = [
  { id: 'chen', name: '示例陈' },
  { id: 'li', name: '示例李' },
];

/** A server's calls of the page of weak areas; all that it answers is parsed by the contract. */
export interface WeakAreasDesk {
  handler: express.RequestHandler;
  /** Calls that change something, as method and path, with what they said. */
  sent: { call: string; body: unknown }[];
  /** What every read of history is answered from now on; undefined for well. */
  fail(status: number | undefined, everything?: boolean): void;
}

/** `empty`: nothing watched, found, measured or recorded. */
export function createWeakAreasDesk(now: number, scene: 'usual' | 'empty' = 'usual'): WeakAreasDesk {
  const isEmpty = scene === 'empty';
  const sent: WeakAreasDesk['sent'] = [];
  let areas = isEmpty ? [] : inventedAreas(now);
  let works: Work[] = isEmpty ? [] : inventedWorks(now);
  let failing: { status: number; everything: boolean } | undefined;

  const router = express.Router();
  router.use(express.json(), express.text({ type: 'text/csv' }));
  router.use((request, response, next) => {
    if (request.method !== 'GET')
      sent.push({
        call: `${request.method} ${decodeURIComponent(request.path)}`,
        body: request.body as unknown,
      });
    const isHistory = /\/(week|ranking|effect)$/.test(request.path);
    if (!failing || !(failing.everything || isHistory)) return next();
    const { status } = failing;
    response.status(status).json({ type: 'about:blank', title: 'Not available now', status });
  });
  router.get('/weak-areas', (request, response) => {
    const region = String(request.query['region'] ?? '');
    const items = areas.filter(({ area }) => area.startsWith(region));
    response.json(WeakAreaList.parse({ items }));
  });
  router.get('/weak-areas/ranking', (request, response) => {
    const { weeks } = RankingQuery.parse(request.query);
    const ranking = rankingOf(now, weeks);
    response.json(isEmpty ? { ...ranking, items: [], areas: 0, tooFew: 0, peopleUnknown: 0 } : ranking);
  });
  router.get('/weak-areas/:id/week', (request, response) => {
    const { metric } = WeekQuery.parse(request.query);
    const area = areas.find(({ id }) => id === request.params.id);
    if (area?.state === 'unseen') response.json(emptyWeek(now));
    else if (area) response.json(weekOf(now, { name: area.name, ...(metric && { metric }) }));
    else response.status(404).json({ type: 'about:blank', title: 'Not found', status: 404 });
  });
  router.post('/weak-areas', (request, response) => {
    const { scope, name = scope.id, target = null } = WatchBody.parse(request.body);
    const made = areaOf(`wa-${scope.id}`, { scope, name, target, source: 'hand', since: now });
    areas = [...areas, made];
    response.status(201).json(made);
  });
  router.post('/weak-areas/:id/watch', (request, response) => {
    WatchFound.parse(request.body);
    areas = areas.map((area) =>
      area.id === request.params.id
        ? { ...area, id: `wa-${area.scope.id}`, watched: true, source: 'hand' }
        : area,
    );
    response.status(201).json(areas.find(({ watched, source }) => watched && source === 'hand'));
  });
  router.delete('/weak-areas/:id', (request, response) => {
    const area = areas.find(({ id }) => id === request.params.id);
    areas = areas.flatMap((one) => {
      if (one !== area) return [one];
      return one.evidence
        ? [{ ...one, id: `area:${one.scope.id}`, watched: false, source: 'found' as const }]
        : [];
    });
    response.json(area);
  });
  router.get(
    '/blind-spots',
    (_request, response) => void response.json(isEmpty ? { items: [], villages: 0, blind: 0 } : blindOf(now)),
  );
  router.get('/works', (_request, response) => void response.json(WorkList.parse({ items: works })));
  router.get('/works/:id/effect', (request, response) => {
    const work = works.find(({ id }) => id === request.params.id);
    if (work) response.json(effectOf(work, work.to === null ? { figures: [] } : {}));
    else response.status(404).json({ type: 'about:blank', title: 'Not found', status: 404 });
  });
  router.post('/works', (request, response) => {
    const { by: _, ...body } = WorkBody.parse(request.body);
    works = [workOf('new', body), ...works];
    response.status(201).json(works[0]);
  });
  router.get(
    '/field-tests',
    (_request, response) =>
      void response.json(FieldBatchList.parse({ items: isEmpty ? [] : [batchOf(now)] })),
  );
  router.post('/field-tests', (request, response) => {
    const { name } = FieldImportQuery.parse(request.query);
    if (String(request.body).includes('maybe')) response.status(400).json(csvProblem);
    else response.status(201).json(batchOf(now, { id: 'tests-2', name, rows: 2 }));
  });
  router.get('/persons', (_request, response) => void response.json({ items: PEOPLE }));
  router.get('/teams', (_request, response) => void response.json({ items: [] }));
  router.get('/regions/:code', (request, response) => void response.json(regionAnswer(request.params.code)));
  return {
    ...{ handler: router, sent },
    fail: (status, everything = false) => {
      failing = status === undefined ? undefined : { status, everything };
    },
  };
}

const csvProblem = {
  ...{
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    detail: 'Nothing was taken: the file has faults; see errors (the first 2; there are 5 more).',
  },
  errors: [
    { path: 'line 2 column ok', message: 'expected true or false' },
    { path: 'line 3 column time', message: 'expected a time, found "x"' },
  ],
};

/** One division with one below it, whatever is asked for. */
function regionAnswer(code: string): unknown {
  const devices = { UNKNOWN: 0, ONLINE: 0, SUSPECT: 0, OFFLINE: 0, STANDBY: 0, BLIND: 0 };
  const region = { parent: '', level: 'township', population: null, devices, heard: 0 };
  const [below, name] = code.length === 6 ? ['115', '古水镇'] : ['220', '小益村委会'];
  return {
    region: { ...region, code, name: code },
    children:
      code.length === 12
        ? []
        : [{ ...region, code: code + below, parent: code, name, blind: { villages: 16, blind: 2 } }],
  };
}

function inventedAreas(now: number): WeakArea[] {
  const village = (code: string) => ({ kind: 'area', id: code }) as const;
  const weak = { state: 'weak', weakSince: now - 3.2 * HOUR_MS, evidence: eveningEvidence(now) } as const;
  const target = '弱信号设备占比低于10%';
  const since = now - 83 * DAY_MS;
  const found = { ...weak, source: 'found', watched: false, since: now - 2 * DAY_MS } as const;
  return [
    areaOf('wa-1', {
      ...{ ...weak, name: '古水镇小益村（示例）', scope: village('441223115220'), target, since },
      ...{ now: { n: 12, weak: 5, bad: 1 }, hour: { n: 12, weak: 5, bad: 1, from: now - HOUR_MS } },
      incident: '20261122-009',
    }),
    areaOf('wa-2', {
      ...{
        name: '坑口镇大同村（示例）',
        scope: village('441223107216'),
        area: '441223107216',
        target,
        since,
      },
      ...{ now: { n: 31, weak: 1, bad: 0 }, hour: { n: 31, weak: 2, bad: 0, from: now - HOUR_MS } },
    }),
    areaOf('wa-3', {
      ...{ name: '横山镇荔洞村（示例）', scope: village('441223112215'), area: '441223112215', since },
      ...{ state: 'too_few', now: { n: 3, weak: 2, bad: 0 }, devices: 4, population: 860 },
    }),
    areaOf('wa-4', {
      ...{ name: '洽水镇石莹村（示例）', scope: village('441224106222'), area: '441224106222', since },
      ...{ state: 'unseen', now: { n: 0, weak: 0, bad: 0 }, devices: 6, population: null },
    }),
    areaOf('area:441223103229', {
      ...{ ...found, name: '江屯镇白带村（示例）', scope: village('441223103229'), area: '441223103229' },
      now: { n: 18, weak: 8, bad: 2 },
    }),
    areaOf('node:olt-441284-2', {
      ...{
        ...found,
        name: '四会 2 号 OLT（示例）',
        scope: { kind: 'node', id: 'olt-441284-2' },
        area: '441284',
      },
      evidence: { ...eveningEvidence(now), reason: 'acute' },
      now: { n: 64, weak: 38, bad: 9 },
    }),
  ];
}

function inventedWorks(now: number): Work[] {
  const from = now - 34 * DAY_MS;
  return [
    workOf('work-1', { from, to: from + 5 * HOUR_MS, note: '3 扇区，现场测试后确认。' }),
    workOf('work-2', {
      ...{ kind: 'amplifier', title: '更换野外放大器（示例）', from: now - 2 * DAY_MS, to: null },
      scope: { kind: 'area', id: '441223107' },
    }),
  ];
}
