import { metricInfo } from '@fengsui/config/contract';
import type { DeviceState } from '../device/state.ts';
import type { Finding } from '../incident/finding.ts';
import type { PlantNodeInfo } from '../monitor-site.ts';
import { DRIFTING } from './day-levels.ts';
import { FEEDS } from './metrics.ts';
import type { Trouble } from './node-watch.ts';

/** Levels that sink a little every day. */
export interface Drift extends Trouble {
  measured: number;
  /** Typical fall in a day since it began, dB. */
  perDayDb: number;
  homes: number;
  population: number;
  devices: readonly string[];
}

export const driftKey = (node: string): string => `drift:${node}`;
export const loneDriftKey = (device: string): string => `drift:device:${device}`;

/** Several devices under one node: what they share wears out. */
export function driftFinding(node: PlantNodeInfo, drift: Drift): Finding {
  const { zh, en } = words(drift);
  return {
    ...base(drift),
    key: driftKey(node.id),
    scope: { kind: 'node', id: node.id },
    area: node.area,
    severity: 'minor',
    cause: FEEDS[drift.feed]?.throughAir ? 'UNKNOWN' : 'LINK',
    because: {
      ...because(drift),
      words: {
        zh: `${node.name}下${drift.bad}台设备${zh}：共用的放大器、接头或分光器可能正在劣化，建议提前检修`,
        en: `${drift.bad} devices under ${node.name} ${en}: an amplifier, connector or splitter that they share may be failing`,
      },
    },
  };
}

/** One device alone: its own drop cable or connector; nobody is called for it. */
export function loneDriftFinding({ id, area, name }: DeviceState, drift: Drift): Finding {
  const { zh, en } = words(drift);
  return {
    ...base(drift),
    key: loneDriftKey(id),
    scope: { kind: 'device', id },
    area,
    severity: 'info',
    cause: 'UNKNOWN',
    because: {
      ...because(drift),
      words: {
        zh: `${name}${zh}：入户线或接头可能正在劣化`,
        en: `${name} ${en}: its own cable or connector`,
      },
    },
  };
}

function base({ since, bad, measured, homes, population }: Drift) {
  return {
    type: 'weak_signal',
    since,
    affected: { lost: bad, monitored: measured, homes, population },
  } as const;
}

function because({ feed, bad, measured, medianFallDb, perDayDb, devices }: Drift) {
  return {
    evidence: 'level_drifts_for_days',
    metric: FEEDS[feed]?.metric ?? '',
    drifting: bad,
    measured,
    medianFallDb: hundredths(medianFallDb),
    perDayDb: hundredths(perDayDb),
    cusumLimit: DRIFTING,
    proactive: true,
    devices: [...devices],
  };
}

function words({ feed, medianFallDb, perDayDb }: Drift): { zh: string; en: string } {
  const { zh = '', en = '' } = metricInfo(FEEDS[feed]?.metric ?? '') ?? {};
  const [fall, day] = [medianFallDb.toFixed(1), perDayDb.toFixed(2)];
  return {
    zh: `${zh}逐日下降，已低于平时${fall} dB（每天约${day} dB）`,
    en: `lost ${en} day by day, by now ${fall} dB (about ${day} dB a day)`,
  };
}

const hundredths = (x: number): number => Math.round(x * 100) / 100;
