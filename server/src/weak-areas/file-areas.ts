import type { Actor, WatchedArea } from '@fengsui/config/contract';
import type { OffsetAt } from '../core/level/local-time.ts';
import { dayNumber, utcOf } from '../core/level/local-time.ts';
import type { Site } from '../site/model.ts';

const FILE: Actor = { kind: 'program', id: 'weak-areas.csv', name: '站点文件' };

/** What the site's `weak-areas.csv` says, as watched areas. A date without a time begins with the site's day. */
export function fileAreas({ weakAreas }: Pick<Site, 'weakAreas'>, offsetAt: OffsetAt): WatchedArea[] {
  return [...weakAreas.values()].map(({ id, name, area, since, target = null }) => ({
    id,
    name,
    scope: { kind: 'area', id: area },
    since: Math.max(0, timeOf(since, offsetAt)),
    target,
    source: 'file',
    by: FILE,
    evidence: null,
  }));
}

function timeOf(since: string, offsetAt: OffsetAt): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(since) ?? [];
  if (year === undefined) return Date.parse(since);
  return utcOf(dayNumber(Number(year), Number(month), Number(day)), 0, offsetAt);
}
