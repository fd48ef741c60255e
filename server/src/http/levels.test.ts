import type { AddressInfo } from 'node:net';
import express from 'express';
import { LevelAnswer, LevelEntry, WarningList, WarningOutcome } from '@fengsui/config/contract';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { gb, sampleXml } from '../warnings/sample-cap.ts';
import type { Warnings } from '../warnings/start-warnings.ts';
import { startWarnings } from '../warnings/start-warnings.ts';
import { callRoute, TESTER } from './call-route.ts';
import { levelRoutes } from './levels.ts';
import { openApi } from './openapi.ts';
import { HttpProblem, problemHandler } from './problem.ts';
import type { Route } from './route.ts';
import { warningIntake } from './warnings-intake.ts';
import { warningRoutes } from './warnings.ts';

const CODES = ['441200', '441223', '441226'];
const START = Date.parse('2026-11-22T02:00:00Z');
const log = pino({ level: 'silent' });

let clock: FakeClock;
let warnings: Warnings;
let routes: Route[];

beforeEach(() => {
  clock = createFakeClock(START);
  const divisions = new Map(
    CODES.map((code) => [code, { code, parent: '441200', level: 'county', name: code }] as const),
  );
  warnings = startWarnings({
    settings: { feeds: [] },
    records: createMemoryLedger().records,
    site: {
      divisions,
      boundaries: undefined,
      top: '441200',
      info: { name: '示例', timezone: 'Asia/Shanghai', invented: true },
    },
    ...{ clock, log, random: () => 0, onWarning: () => undefined },
  });
  const regions = {
    top: '441200',
    has: (code: string) => CODES.includes(code),
    contains: (region: string, area: string) => region === '441200' || region === area,
  };
  routes = [
    ...levelRoutes({
      ...{ desk: warnings.desk, regions, clock },
      chain: (area) => (area === '441200' ? [area] : [area, '441200']),
      actorOf: (by, signedIn) => (by === undefined ? signedIn : { kind: 'person', id: by, name: '示例' }),
    }),
    ...warningRoutes({ store: warnings.store, regions }),
  ];
});
afterEach(() => warnings.stop());

const call = async (method: Route['method'], path: string, sent: object = {}) =>
  (await callRoute(routes, method, path, sent)).body;
const status = async (method: Route['method'], path: string, sent: object = {}) => {
  try {
    return (await callRoute(routes, method, path, sent)).status ?? 200;
  } catch (error) {
    return error instanceof HttpProblem ? error.status : error;
  }
};
const levels = async (query: object = {}) => LevelAnswer.parse(await call('get', '/levels', { query }));
const body = { level: 'II', region: '441226', why: '示例：台风' };

describe('response levels over HTTP', () => {
  it('are switched on and ended, and each says who did it and why', async () => {
    expect(await levels()).toMatchObject({ level: null, entries: [], nextChangeAt: null });
    const entry = LevelEntry.parse(await call('post', '/levels', { body }));
    expect(entry).toMatchObject({ ...body, from: START, to: null, source: 'hand', by: TESTER });
    expect(await levels({ region: '441226' })).toMatchObject({ level: 'II', entries: [{ id: entry.id }] });
    clock.pass(60_000);
    await call('post', '/levels/{id}/end', { params: { id: entry.id } });
    expect(await levels({ region: '441226' })).toMatchObject({ level: null });
    expect(await levels({ region: '441226', at: String(START) })).toMatchObject({ level: 'II' });
  });

  it('of a part of the region are told apart from those of all of it', async () => {
    await call('post', '/levels', { body });
    await call('post', '/levels', {
      body: { ...body, region: '441200', level: 'IV', by: 'li', to: START + 5 },
    });
    const answer = await levels();
    expect(answer).toMatchObject({ level: 'IV', entries: [{ by: { id: 'li' } }], nextChangeAt: START + 5 });
    expect(answer.inside.map(({ region, level }) => [region, level])).toEqual([['441226', 'II']]);
  });

  it('are refused for places that are not there, or times that go back', async () => {
    expect(await status('post', '/levels', { body: { ...body, region: '441999' } })).toBe(404);
    expect(await status('post', '/levels', { body: { ...body, from: 9, to: 8 } })).toBe(400);
    expect(await status('post', '/levels', { body: { ...body, level: 'V' } })).toBe(400);
    expect(await status('post', '/levels', { body: { ...body, from: START - 600_000 } })).toBe(400);
    expect(await status('post', '/levels', { body: { ...body, to: START } })).toBe(400);
    expect(await status('get', '/levels', { query: { region: '441999' } })).toBe(404);
    expect(await status('post', '/levels/{id}/end', { params: { id: 'hand-x' } })).toBe(404);
  });

  it('come from a calendar, which is set, read and cleared, and cannot be ended past it', async () => {
    const days = {
      name: { zh: '春节', en: 'Spring Festival' },
      level: 'III',
      region: '441200',
      times: [{ from: '2026-11-22', to: '2026-11-25' }],
    };
    const params = { id: 'spring' };
    expect(await status('put', '/calendar/{id}', { params, body: { ...days, times: [] } })).toBe(400);
    expect(await call('put', '/calendar/{id}', { params, body: days })).toEqual({
      id: 'spring',
      ...days,
      yearly: [],
    });
    expect(await call('get', '/calendar')).toEqual({ items: [{ id: 'spring', ...days, yearly: [] }] });
    const { level, entries } = await levels({ region: '441223' });
    expect(level).toBe('III');
    expect(await status('post', '/levels/{id}/end', { params: { id: entries[0]!.id } })).toBe(409);
    await call('delete', '/calendar/{id}', { params });
    expect(await status('get', '/calendar/{id}', { params })).toBe(404);
    expect(await levels({ region: '441223' })).toMatchObject({ level: null });
  });

  it('are all in OpenAPI', () => {
    const { paths } = openApi(routes, '', '1');
    expect(Object.entries(paths).map(([path, calls]) => `${path} ${Object.keys(calls).join(' ')}`)).toEqual([
      '/levels get post',
      '/levels/{id}/end post',
      '/calendar get',
      '/calendar/{id} get put delete',
      '/warnings get',
    ]);
  });
});

describe('warnings over HTTP', () => {
  async function post(text: string, type = 'application/cap+xml') {
    const app = express();
    app.use(warningIntake(warnings.take, () => TESTER));
    app.use(problemHandler(log));
    const server = app.listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const headers = { 'content-type': type };
      const response = await fetch(`http://127.0.0.1:${port}/warnings`, {
        method: 'POST',
        headers,
        body: text,
      });
      return { status: response.status, body: (await response.json()) as unknown };
    } finally {
      server.close();
    }
  }

  it('are handed in as XML, and switch the level', async () => {
    const first = await post(sampleXml({ areas: gb('441226') + gb('441999', '某县') }));
    expect(first.status).toBe(201);
    expect(WarningOutcome.parse(first.body)).toMatchObject({
      outcome: 'taken',
      unknownAreas: ['某县 (441999)'],
      warning: { state: 'in_force', via: 'hand', by: TESTER },
    });
    expect((await post(sampleXml({ areas: gb('441226') + gb('441999', '某县') }))).status).toBe(200);
    expect(await levels({ region: '441226' })).toMatchObject({
      level: 'I',
      entries: [{ source: 'warning' }],
    });
  });

  it('are listed by region and state', async () => {
    await post(sampleXml());
    await post(sampleXml({ identifier: 'drill', status: 'Exercise', areas: gb('441223') }));
    const list = async (query: object) =>
      WarningList.parse(await call('get', '/warnings', { query })).items.map(({ identifier, state }) => [
        identifier.slice(0, 5),
        state,
      ]);
    expect(await list({ region: '441226' })).toEqual([['44122', 'in_force']]);
    expect(await list({ region: '441200', state: 'not_actual' })).toEqual([['drill', 'not_actual']]);
  });

  it('that cannot be read are refused with every fault and its place; other media types are not read', async () => {
    const wrong = await post(sampleXml({ status: 'Real' }));
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        errors: [{ path: 'alert/status', message: expect.stringMatching(/^line 4: expected one of/) }],
      },
    });
    expect((await post(sampleXml(), 'text/plain')).status).toBe(415);
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});
