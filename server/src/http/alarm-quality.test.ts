import { AlarmQualityAnswer } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { QualityRows } from '../core/alarm-quality/row.ts';
import { alarmQualityRoutes } from './alarm-quality.ts';
import { callRoute } from './call-route.ts';
import { HttpProblem } from './problem.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T02:00:00Z');
const ROWS: QualityRows = {
  incidents: Array.from({ length: 6 }, (_, i) => ({
    id: `i${i}`,
    type: 'outage',
    source: i === 0 ? '=node' : `node:${i}`,
    changes: [{ at: NOW - DAY, isActive: true }],
    acknowledgedAt: NOW - DAY + 60_000,
    closedAt: NOW - 1,
    isActedOn: i > 0,
  })),
  alarms: Array.from({ length: 12 }, (_, i) => ({
    at: NOW - DAY + i * 1_000,
    operator: '示例李',
    priority: 'low',
    incidents: [`i${i % 6}`],
  })),
  operators: [],
};

function setUp() {
  const asked: object[] = [];
  const routes = alarmQualityRoutes({
    rows(span) {
      asked.push(span);
      return ROWS;
    },
    regions: { top: '441200', has: (code) => code.startsWith('4412') },
    clock: { now: () => NOW },
  });
  const get = async (query: object) =>
    AlarmQualityAnswer.parse((await callRoute(routes, 'get', '/reports/alarm-quality', { query })).body);
  return { asked, routes, get };
}

describe('the report on alarms', () => {
  it('is of the last week and the whole site unless told, and sees what came shortly before', async () => {
    const { asked, get } = setUp();
    expect(await get({})).toMatchObject({ from: NOW - 7 * DAY, to: NOW, region: '441200' });
    expect(asked).toEqual([{ from: NOW - 7 * DAY - 600_000, to: NOW, region: '441200' }]);
  });

  it('gives every figure with what it was counted from', async () => {
    const report = await setUp().get({ region: '441223' });
    expect(report).toMatchObject({
      region: '441223',
      rate: { alarms: 12, operators: 1, slots: 1008 },
      floods: { count: 1 },
      acknowledged: { count: 6, meanMs: 60_000 },
      nuisance: { numerator: 1, denominator: 6, state: 'poor' },
    });
  });

  it('is a table for whoever asks for CSV, in which no cell is a formula', async () => {
    const [route] = setUp().routes;
    const lines: string[] = [];
    for await (const part of route!.csv!({ params: {}, query: {} })) lines.push(part.trim());
    expect(lines[0]).toBe('figure,item,numerator,denominator,value,target,state');
    expect(lines).toContain('nuisance,,1,6,0.16666666666666666,0.1,poor');
    expect(lines).toContain("source,'=node,2,12,,,");
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([7]));
  });

  it.each([
    [{ region: '449999' }, 404],
    [{ from: String(NOW), to: String(NOW) }, 400],
    [{ from: String(NOW - 101 * DAY) }, 400],
  ])('refuses %j', async (query, status) => {
    const failure: unknown = await setUp()
      .get(query)
      .catch((error: unknown) => error);
    expect(failure instanceof HttpProblem && failure.status).toBe(status);
  });

  it('names what each kind of incident asks for', async () => {
    const { body } = await callRoute(setUp().routes, 'get', '/alarm-types');
    expect(body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ type: 'platform' })]) as unknown,
    });
  });
});
