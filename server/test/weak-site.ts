import type { WeakEvidence } from '@fengsui/config/contract';
import type { AreaHour, AreaKey } from '../src/core/weak-area/area-hour.ts';
import type { AreaNow, AreaWatch } from '../src/core/weak-area/area-watch.ts';
import { createChain } from '../src/regions/regions.ts';
import type { AreaHoursQuery, AreaSum, AreaSumsQuery } from '../src/series/port.ts';
import { siteOf } from '../src/site/small-site.ts';

// Two counties of an invented operator, three villages, and what the core and the store would say of them; for tests.

const DIVISIONS = `code,parent,level,name,population
441200,440000,city,肇庆市,
441223,441200,county,广宁县,
441223100,441223,township,南街街道,
441223100200,441223100,village,林洞村委会,1200
441223100201,441223100,village,荷木村委会,
441223100202,441223100,village,石坑村委会,0
441284,441200,county,四会市,
`;
const PLANT = `id,parent,kind,name,area,lon,lat
core,,headend,总前端,441200,,
hub-1,core,hub,南街机房,441223100,112.44,23.63
amp-1,hub-1,amplifier,,441223100201,,
`;
const DEVICES = `id,class,node,area,name,lon,lat,T,homes,population
eb-1,eb_speaker,hub-1,441223100200,大喇叭1,,,60,,300
stb-1,stb,amp-1,441223100201,机顶盒1,,,,1,3
stb-2,stb,amp-1,441223100201,机顶盒2,,,,1,4
`;

export const HOUR = 3_600_000;
export const EVIDENCE: WeakEvidence = {
  ...{ reason: 'acute', hours: [0], devices: ['stb-1', 'stb-2'] },
  worst: { from: 0, n: 10, weak: 6, bad: 1 },
};

export const weakSite = (
  weakAreas = 'id,name,area,since,target\nwa-1,林洞弱区,441223100200,2026-03-01,低于10%\n',
) =>
  siteOf({
    divisions: DIVISIONS,
    plant: PLANT,
    devices: DEVICES,
    weakAreas,
    maintenance: 'id,scope,from,to,reason\n',
  });

export const chainOf = ({ divisions }: ReturnType<typeof weakSite>) => createChain(divisions);

/** What the core would tell; `found` are weak since then. */
export interface FakeAreas extends AreaWatch {
  found: Map<AreaKey, number>;
  /** What it was told, one by one. */
  told: (readonly AreaKey[])[];
}

export function fakeAreas(): FakeAreas {
  const found = new Map<AreaKey, number>();
  const told: (readonly AreaKey[])[] = [];
  const now = (key: AreaKey): AreaNow => {
    const since = found.get(key);
    const weak = since === undefined ? 0 : 5;
    return {
      ...{ key, state: weak > 0 ? 'weak' : 'ok', weakSince: since ?? null, now: { n: 10, weak, bad: 0 } },
      ...{ hour: null, evidence: weak > 0 ? EVIDENCE : null, devices: 12 },
    };
  };
  return {
    ...{ found, told, now },
    weak: () => [...found.keys()].sort().map(now),
    watch: (areas) => void told.push(areas),
  };
}

/** A store that has these hours and nothing else. */
export function storeOf(rows: readonly AreaHour[]) {
  const within = ({ areas, metric, from, to }: AreaHoursQuery) =>
    rows
      .filter((row) => areas.includes(row.area) && row.metric === metric && row.ts >= from && row.ts < to)
      .sort((a, b) => a.ts - b.ts);
  return {
    areaHours: (query: AreaHoursQuery) => Promise.resolve(within(query).slice(0, query.limit)),
    areaSums(query: AreaSumsQuery): Promise<AreaSum[]> {
      const sums = new Map<string, AreaSum>();
      for (const { area, ts: at, n, weak, bad } of within(query).filter((row) => row.n >= query.least)) {
        const ts = query.from + Math.floor((at - query.from) / query.stepMs) * query.stepMs;
        const sum = sums.get(`${area} ${ts}`) ?? {
          area,
          ts,
          hours: 0,
          weakHours: 0,
          badHours: 0,
          devices: 0,
        };
        sums.set(`${area} ${ts}`, {
          ...{ area, ts, hours: sum.hours + 1, devices: Math.max(sum.devices, n) },
          ...{ weakHours: sum.weakHours + weak / n, badHours: sum.badHours + bad / n },
        });
      }
      return Promise.resolve([...sums.values()].slice(0, query.limit));
    },
  };
}
