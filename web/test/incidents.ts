import type { IncidentDetail, IncidentFact, IncidentView } from '@fengsui/config/contract';
import { COUNTIES } from './world.ts';

const MINUTE = 60_000;

/** An invented hub that went silent twelve minutes ago. */
export function outage(now: number, over: Partial<IncidentView> = {}): IncidentView {
  const openedAt = now - 12 * MINUTE;
  return {
    id: '20261122-001',
    type: 'outage',
    scope: { kind: 'node', id: 'hub-441223001' },
    area: '441223001',
    since: openedAt - 9_000,
    severity: 'critical',
    cause: 'POWER',
    affected: { lost: 23, monitored: 41, homes: 1_412, population: 4_300 },
    state: 'open',
    openedAt,
    updatedAt: openedAt + 40_000,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
    strength: { reached: 34.2, needed: 21.4 },
    place: {
      name: '城东街道机房',
      areas: [
        { code: '441223001', name: '城东街道' },
        { code: '441223', name: '广宁县' },
      ],
      lon: 112.44,
      lat: 23.63,
    },
    words: {
      zh: '城东街道机房中断：41 台在线设备中至少 23 台失联，其间无一上报；判定时已有 9 台到期未报；上级 广宁县分前端 下的 stb-441223-17 仍有上报，故上级正常；18 台发出掉电告警，判为停电。',
      en: 'Chengdong hub is out: at least 23 of 41 devices are silent, and none has been heard since; it was called when 9 due beats were missing; stb-441223-17 below Guangning headend is heard, so what lies above is well; 18 sent a dying gasp: power.',
    },
    ...over,
  };
}

const KINDS: Partial<IncidentView>[] = [
  {},
  { type: 'outage', severity: 'major', cause: 'LINK' },
  {
    type: 'device_down',
    severity: 'major',
    cause: 'UNKNOWN',
    scope: { kind: 'device', id: 'site-441225001' },
    affected: { lost: 1, monitored: 1, homes: 0, population: 0 },
    strength: null,
    words: {
      zh: '机房动环失联；连续 3 次未按时上报。',
      en: 'The site probe is silent; it has missed 3 beats in a row.',
    },
  },
  { type: 'weak_area', severity: 'minor', cause: 'WEATHER', strength: null },
  { type: 'silent_speaker', severity: 'warning', cause: 'UNKNOWN', strength: null },
  { type: 'outage', severity: 'info', cause: 'PLANNED', strength: null },
];

/** Many at once, always the same: the first of them are the worst. */
export function storm(count: number, now: number): IncidentView[] {
  return Array.from({ length: count }, (_, i) => {
    const county = COUNTIES[i % COUNTIES.length]!;
    const township = {
      code: `${county.code}${String((i % 10) + 1).padStart(3, '0')}`,
      name: TOWNS[i % TOWNS.length]!,
    };
    const place = {
      name: `${township.name}${i % 3 === 0 ? '机房' : `光节点 ${i}`}`,
      areas: [township, { code: county.code, name: county.name }],
      lon: county.lon + (((i * 37) % 19) - 9) / 110,
      lat: county.lat + (((i * 53) % 17) - 8) / 130,
    };
    const openedAt = now - (i * 97 + 40) * 1_000;
    const affected = {
      lost: 8 + ((i * 13) % 90),
      monitored: 110,
      homes: 90 + i * 31,
      population: 400 + i * 90,
    };
    const id = `20261122-${String(i + 1).padStart(3, '0')}`;
    const base = {
      id,
      words: wordsFor(place.name, affected.lost),
      area: township.code,
      place,
      openedAt,
      since: openedAt - 8_000,
      updatedAt: openedAt,
      affected,
    };
    return outage(now, { ...base, ...KINDS[i % KINDS.length], ...(i % 9 === 8 && recovered(now)) });
  });
}

export const recovered = (now: number): Partial<IncidentView> => ({
  state: 'recovered',
  recoveredAt: now - 4 * MINUTE,
  cause: 'LINK',
});

export const platform = (now: number): IncidentView =>
  outage(now, {
    id: '20261122-004',
    type: 'platform',
    scope: { kind: 'platform', id: 'broker' },
    area: '',
    severity: 'major',
    cause: 'PLATFORM',
    since: now - 95_000,
    openedAt: now - 90_000,
    affected: { lost: 0, monitored: 120, homes: 0, population: 0 },
    strength: null,
    place: { name: '', areas: [], lon: null, lat: null },
    words: {
      zh: '服务器与消息代理的连接中断，期间不作任何停机判断',
      en: 'The server has lost its broker; until it is back nobody is judged',
    },
  });

export const longNamed = (now: number): IncidentView =>
  outage(now, {
    id: '20261122-007',
    scope: { kind: 'segment', id: 'pon-1' },
    severity: 'major',
    cause: 'BACKHAUL',
    reopened: 3,
    flapping: true,
    place: {
      name: '古水镇牛岐村委会北侧老供销社二楼临时光交箱（原石涧分前端 3 号 OLT 第 12 槽位 07 口，待割接）',
      areas: [
        { code: '441223107', name: '古水镇牛岐村民委员会（原古水人民公社第十三生产大队）' },
        { code: '441223', name: '广宁县' },
      ],
      lon: 112.35,
      lat: 23.72,
    },
  });

/** What the API would answer: the evidence and what has happened so far. */
export function detailOf(view: IncidentView): IncidentDetail {
  const { words, strength: _, place, ...incident } = view;
  const because = {
    ...(words && { words }),
    rule: 'whole',
    misses: 9,
    likelihood: 34.2,
    needed: 21.4,
    firstDue: view.since,
    lastHeardAt: view.since - 41_000,
    calledAt: view.openedAt,
    refutes: { node: 'he-441223', device: 'stb-441223-17', at: view.since + 3_000 },
    cause: { cause: view.cause, reason: 'dying_gasps', gasps: 18, wills: 2, returned: 0, fresh: 0 },
  };
  const { id, type, scope, severity, cause, affected, updatedAt, openedAt } = view;
  const fact = (at: number, over: Partial<IncidentFact>): IncidentFact => ({
    ...{ at, kind: 'incident', change: 'updated', id, type, scope, severity, cause, affected, because },
    ...over,
  });
  const timeline = [
    fact(openedAt, {
      change: 'opened',
      cause: 'UNKNOWN',
      affected: { ...affected, lost: Math.min(9, affected.lost) },
    }),
    fact(updatedAt, {}),
    ...(view.recoveredAt === null ? [] : [fact(view.recoveredAt, { change: 'recovered' })]),
  ];
  const last = timeline.at(-1)!;
  const open = {
    detectedAt: openedAt,
    stage: 'detected',
    priority: 'medium',
    owner: { kind: 'team', id: 'control-centre', name: '监督调度中心' },
    ...{ clocks: [], dueAt: null, disputed: false, stuckSince: null, reports: 0, team: '' },
  } as const;
  return {
    ...incident,
    ...open,
    clocks: [],
    because,
    place,
    words,
    at: last.at,
    kind: 'incident',
    change: last.change,
    timeline,
  };
}

const wordsFor = (name: string, lost: number) => ({
  zh: `${name}中断：110 台在线设备中至少 ${lost} 台失联，其间无一上报；判定时已有 9 台到期未报；上级分前端下的 stb-17 仍有上报，故上级正常；18 台发出掉电告警，判为停电。`,
  en: `${name} is out: at least ${lost} of 110 devices are silent; it was called when 9 due beats were missing; stb-17 next to it is heard, so what lies above is well; 18 sent a dying gasp: power.`,
});

const TOWNS = ['城东街道', '睦岗街道', '水南镇', '新桥镇', '回龙镇', '大湾镇', '金渡镇', '河苑街道'];
