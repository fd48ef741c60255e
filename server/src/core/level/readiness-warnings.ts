import type { LevelEntry, ResponseLevel } from '@fengsui/config/contract';
import type { Warning, WarningLevel } from '../readiness/readiness-finding.ts';
import { byGravity } from './levels.ts';

/** What the readiness detector has to be told: `warn(warning)` or `lift(area, at)`. */
export type WarningChange = { kind: 'warn'; warning: Warning } | { kind: 'lift'; area: string; at: number };

/** What it has been told, by area. */
export type ToldWarnings = ReadonlyMap<string, { level: WarningLevel; until: number | null }>;

const COLOUR: Readonly<Record<ResponseLevel, WarningLevel>> = {
  I: 'red',
  II: 'orange',
  III: 'yellow',
  IV: 'blue',
};

/**
 * What has changed since it was told last: an area has one warning, the gravest that is in force there. Levels
 * by hand or by calendar warn of nothing.
 */
export function warningChanges(
  told: ToldWarnings,
  inForce: readonly LevelEntry[],
  at: number,
): { told: ToldWarnings; changes: WarningChange[] } {
  const now = gravestByArea(inForce.filter(({ source }) => source === 'warning'));
  const changes: WarningChange[] = [];
  for (const area of told.keys()) if (!now.has(area)) changes.push({ kind: 'lift', area, at });
  for (const [area, { level, until }] of now) {
    const before = told.get(area);
    if (before?.level === level && before.until === until) continue;
    changes.push({ kind: 'warn', warning: { area, level, at, until: until ?? undefined } });
  }
  return { told: now, changes };
}

/** Until the last of an area ends: a lighter one that outlasts a graver follows without a break. */
function gravestByArea(entries: readonly LevelEntry[]): ToldWarnings {
  const found = new Map<string, { level: WarningLevel; until: number | null }>();
  for (const { region, level, to } of [...entries].sort((a, b) => byGravity(a.level, b.level))) {
    const before = found.get(region);
    const until = before === undefined || to === null ? to : before.until && Math.max(before.until, to);
    found.set(region, { level: before?.level ?? COLOUR[level], until });
  }
  return found;
}
