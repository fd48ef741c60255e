import type {
  DeviceView,
  IncidentCounts,
  IncidentView,
  LinkState,
  LiveState,
  RegionView,
  ServerView,
} from '@fengsui/config/contract';

/** A small invented operator: what the real server would hold, as far as a wall can see it. */
export interface World {
  server: ServerView;
  regions: { code: string; parent: string; level: string; name: string }[];
  devices: DeviceView[];
  /** Open, or recovered and watched. */
  incidents: IncidentView[];
  /** Devices of the plant that were never heard, by county. */
  silent: Record<string, number>;
  /** Devices that are online and left out of the list, by county. */
  leftOut: Record<string, number>;
}

const AREA_OF_TOP = '441200';

/** What a viewer of `wanted` holds; an unknown region is answered with the top. */
export function viewOf(world: World, wanted: string): { region: string; state: LiveState } {
  const region = world.regions.some(({ code }) => code === wanted) ? wanted : AREA_OF_TOP;
  const shown = world.regions.filter(({ code, parent }) => code === region || parent === region);
  return {
    region,
    state: {
      server: { now: { ...world.server, incidents: countsOf(incidentsIn(world, region)) } },
      regions: Object.fromEntries(shown.map((one) => [one.code, regionView(world, one)])),
      devices: Object.fromEntries(devicesIn(world, region).map((device) => [device.id, device])),
      incidents: Object.fromEntries(incidentsIn(world, region).map((one) => [one.id, one])),
      weakAreas: {},
    },
  };
}

function regionView(world: World, region: World['regions'][number]): RegionView {
  const inside = devicesIn(world, region.code);
  const silent = sumWithin(world.silent, region.code);
  const leftOut = sumWithin(world.leftOut, region.code);
  const count = (link: LinkState): number => inside.filter((device) => device.link === link).length;
  return {
    ...region,
    population: null,
    devices: {
      UNKNOWN: count('UNKNOWN') + silent,
      ONLINE: count('ONLINE') + leftOut,
      SUSPECT: count('SUSPECT'),
      OFFLINE: count('OFFLINE'),
      STANDBY: count('STANDBY'),
      BLIND: count('BLIND'),
    },
    heard: inside.filter((device) => device.lastSeenAt !== null).length + leftOut,
  };
}

const sumWithin = (counts: Record<string, number>, region: string): number =>
  Object.entries(counts)
    .filter(([county]) => isWithin(county, region))
    .reduce((sum, [, n]) => sum + n, 0);

const devicesIn = (world: World, region: string): DeviceView[] =>
  world.devices.filter(({ area }) => isWithin(area, region));

const incidentsIn = (world: World, region: string): IncidentView[] =>
  world.incidents.filter(({ area, scope }) => scope.kind === 'platform' || isWithin(area, region));

function countsOf(incidents: readonly IncidentView[]): IncidentCounts {
  const counts = noIncidents();
  for (const { state, severity } of incidents) {
    if (state === 'open') counts.open[severity]++;
    else counts.recovered++;
  }
  return counts;
}

const noIncidents = (): IncidentCounts => ({
  open: { critical: 0, major: 0, minor: 0, warning: 0, info: 0 },
  recovered: 0,
  leftOut: 0,
});

const isWithin = (area: string, region: string): boolean => region === AREA_OF_TOP || area.startsWith(region);

export const COUNTIES = [
  { code: '441202', name: '端州区', lon: 112.48, lat: 23.08 },
  { code: '441203', name: '鼎湖区', lon: 112.63, lat: 23.2 },
  { code: '441204', name: '高要区', lon: 112.45, lat: 23.0 },
  { code: '441223', name: '广宁县', lon: 112.42, lat: 23.68 },
  { code: '441224', name: '怀集县', lon: 112.17, lat: 23.95 },
  { code: '441225', name: '封开县', lon: 111.66, lat: 23.55 },
  { code: '441226', name: '德庆县', lon: 111.85, lat: 23.25 },
  { code: '441284', name: '四会市', lon: 112.68, lat: 23.4 },
] as const;

const TOWNSHIPS = [
  '城东街道',
  '城南街道',
  '睦岗街道',
  '黄岗街道',
  '河苑街道',
  '水南镇',
  '新桥镇',
  '回龙镇',
  '大湾镇',
  '金渡镇',
];

export function worldAt(now: number, over: Partial<ServerView> = {}): World {
  const top = { code: AREA_OF_TOP, parent: '440000', level: 'city', name: '肇庆市' };
  const counties = COUNTIES.map(({ code, name }) => ({ code, parent: AREA_OF_TOP, level: 'county', name }));
  const townships = COUNTIES.flatMap(({ code }) =>
    TOWNSHIPS.map((name, i) => ({
      code: `${code}${String(i + 1).padStart(3, '0')}`,
      parent: code,
      level: 'township',
      name,
    })),
  );
  return {
    server: serverAt(now, over),
    regions: [top, ...counties, ...townships],
    devices: [],
    incidents: [],
    silent: Object.fromEntries(COUNTIES.map(({ code }) => [code, 1_625])),
    leftOut: {},
  };
}

export function serverAt(now: number, over: Partial<ServerView> = {}): ServerView {
  const well = { ok: true, since: now - 3_600_000 };
  return {
    site: '肇庆广电网络',
    siteEn: 'Zhaoqing Cable',
    timezone: 'Asia/Shanghai',
    invented: true,
    drill: false,
    startedAt: now - 3_600_000,
    status: 'ok',
    checks: { broker: well, series: well, ledger: well, journal: well, ingest_lag_ms: 40 },
    devicesLeftOut: 0,
    incidents: noIncidents(),
    ...over,
  };
}
