import { Readable } from 'node:stream';
import type { IncidentFact } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { monitorSite } from '../../monitor-site.ts';
import { replay } from '../../recording/replay.ts';
import { siteOf, text } from '../../site/small-site.ts';
import { createMonitor } from '../monitor.ts';
import { deviate, draw } from './chance-draw.ts';

/** Monday, 24 November 2025, 0 h in Zhaoqing. */
const MONDAY = 1_763_913_600_000;
const HOUR_MS = 3_600_000;
const VILLAGES = ['441223100200', '441223100201', '441223101200', '441223101201'];
const [WEAK_VILLAGE = ''] = VILLAGES;
const DEVICES = VILLAGES.flatMap((area, v) =>
  Array.from({ length: 10 }, (_, i) => ({ id: `gw-${v}-${i}`, area, v })),
);
const EVENING = [19, 20, 21];

const SITE = siteOf({
  divisions: text([
    'code,parent,level,name',
    '441200,440000,city,肇庆市',
    '441223,441200,county,广宁县',
    '441223100,441223,township,南街街道',
    '441223101,441223,township,排沙镇',
    ...VILLAGES.map((code, i) => `${code},${code.slice(0, 9)},village,示例村${i + 1}`),
  ]),
  plant: text([
    'id,parent,kind,name,area,lon,lat',
    'core,,headend,总前端,441200,,',
    'hub-1,core,hub,机房,441223100,,',
    ...VILLAGES.map((area, v) => `pon-${v},hub-1,pon,PON口${v},${area},,`),
  ]),
  devices: text([
    'id,class,node,area,name,lon,lat,T,homes,population',
    ...DEVICES.map(({ id, area, v }) => `${id},gateway,pon-${v},${area},网关${id},,,3600,4,12`),
  ]),
});

/** Every device once an hour for a week; four of the first village are weak in the evening until Friday's. */
function weekOf(seed: number): string {
  const lines: { at: number }[] = [];
  DEVICES.forEach(({ id, area, v }, i) => {
    const topic = (verb: string): string => `fengsui/v1/441223/${verb}/${id}`;
    const at = (hour: number): number => MONDAY + hour * HOUR_MS + 60_000 + i * 80_000;
    const birth = {
      v: 1,
      boot: 'b1',
      seq: 0,
      ts: at(0),
      class: 'gateway',
      T: 3_600,
      area,
      parent: `pon-${v}`,
    };
    lines.push({ at: at(0), topic: topic('birth'), payload: birth } as never);
    for (let hour = 0; hour < 168; hour++) {
      const isWeak = v === 0 && i < 8 && i % 2 === 0 && hour < 5 * 24 && EVENING.includes(hour % 24);
      const level =
        (isWeak ? -109 : -94) + deviate(seed, i, hour) - (v > 0 && draw(seed, i, hour) < 0.005 ? 15 : 0);
      const payload = {
        v: 1,
        boot: 'b1',
        seq: hour + 1,
        ts: at(hour),
        m: { 'cell.rsrp_dbm': Math.round(level * 10) / 10 },
      };
      lines.push({ at: at(hour) + 200, topic: topic('data'), payload } as never);
    }
  });
  lines.sort((a, b) => a.at - b.at);
  return [...lines, { at: MONDAY + 168 * HOUR_MS, mark: 'end' }]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

async function replayed(recording: string): Promise<string[]> {
  const lines: string[] = [];
  await replay({
    source: Readable.from([Buffer.from(recording)]),
    monitorFrom: (at) => createMonitor({ site: monitorSite(SITE, at) }),
    isTold: ({ kind }) => kind === 'incident',
    out: {
      line: (line) => lines.push(line),
      settle: () => Promise.resolve(),
      flush: () => Promise.resolve(),
      isClosed: () => false,
    },
  });
  return lines;
}

describe('the recording of a week', () => {
  it('tells of the village that was weak in the evenings, from Wednesday until a day after the last', async () => {
    const lines = await replayed(weekOf(1));
    const facts = lines.map((line) => JSON.parse(line) as IncidentFact);
    const told = facts.filter(({ type }) => type === 'weak_area');
    const changes = told.map(({ change, at, scope }) => `${change} ${(at - MONDAY) / HOUR_MS} ${scope.id}`);
    expect(changes[0]).toBe(`opened ${2 * 24 + 20} ${WEAK_VILLAGE}`);
    expect(changes.filter((line) => !line.startsWith('updated')).slice(1)).toEqual([
      `recovered ${5 * 24 + 22 + 1 / 6} ${WEAK_VILLAGE}`,
      `closed ${5 * 24 + 22 + 2 / 3} ${WEAK_VILLAGE}`,
    ]);
    expect(told.find(({ change }) => change === 'recovered')).toMatchObject({
      affected: { lost: 4, monitored: 10, homes: 16, population: 48 },
      because: { evidence: 'same_hour_of_days', hoursOfDay: EVENING, measured: 10 },
    });
    const found = (told[0]?.because['words'] as { zh: string }).zh;
    expect(found).toContain('示例村1');
    expect(new Set(told.map(({ scope }) => scope.id))).toEqual(new Set([WEAK_VILLAGE]));
  });

  it('is told the same again, byte for byte', async () => {
    const recording = weekOf(2);
    expect(await replayed(recording)).toEqual(await replayed(recording));
  });

  it('of another seed has the same areas at the same times', async () => {
    const openings = async (seed: number) =>
      (await replayed(weekOf(seed)))
        .map((line) => JSON.parse(line) as IncidentFact)
        .filter(({ type, change }) => type === 'weak_area' && change === 'opened')
        .map(({ at, scope }) => [at, scope.id]);
    expect(await openings(3)).toEqual(await openings(1));
  });
});
