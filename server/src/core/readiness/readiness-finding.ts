import type { Severity } from '@fengsui/config/contract';
import type { Finding } from '../incident/finding.ts';
import type { VillageReadiness } from './villages.ts';
import { mute } from './villages.ts';

export type WarningLevel = 'red' | 'orange' | 'yellow' | 'blue';

/** A warning that somebody has issued for an area, such as one of the weather service. */
export interface Warning {
  area: string;
  level: WarningLevel;
  at: number;
  /** When it ends by itself. */
  until?: number | undefined;
}

const SEVERITY: Readonly<Record<WarningLevel, Severity>> = {
  red: 'critical',
  orange: 'major',
  yellow: 'minor',
  blue: 'warning',
};
const LEVEL_ZH: Readonly<Record<WarningLevel, string>> = {
  red: '红色',
  orange: '橙色',
  yellow: '黄色',
  blue: '蓝色',
};
const LISTED = 500;

export const readinessKey = (area: string): string => `readiness:${area}`;

/** A warning is in force, and there are villages that no terminal can warn. */
export function readinessFinding(warning: Warning, villages: readonly VillageReadiness[]): Finding {
  const { area, level, at } = warning;
  const mutes = mute(villages);
  const population = mutes.reduce((sum, village) => sum + village.population, 0);
  return {
    key: readinessKey(area),
    type: 'device_down',
    scope: { kind: 'area', id: area },
    area,
    since: at,
    severity: SEVERITY[level],
    cause: 'UNKNOWN',
    affected: {
      lost: mutes.reduce((sum, { registered }) => sum + registered, 0),
      monitored: villages.reduce((sum, { registered }) => sum + registered, 0),
      homes: 0,
      population,
    },
    because: {
      evidence: 'villages_without_healthy_terminal',
      warning: { level, at, until: warning.until ?? null },
      villagesMute: mutes.length,
      villagesWithTerminals: villages.length,
      villages: mutes.slice(0, LISTED).map((village) => ({ ...village })),
      words: {
        zh: `${LEVEL_ZH[level]}预警期间，${villages.length}个有终端的村中${mutes.length}个没有可用的应急广播终端，涉及${population}人，须人工通知`,
        en: `During a ${level} warning ${mutes.length} of ${villages.length} villages with terminals have none in order: ${population} people must be told by other means`,
      },
    },
  };
}
