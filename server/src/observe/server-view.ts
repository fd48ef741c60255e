import type { Health, ServerView } from '@fengsui/config/contract';
import type { Site } from '../site/model.ts';

/** What a viewer is told of the site. */
export function siteView({ info }: Site): Pick<ServerView, 'site' | 'siteEn' | 'timezone' | 'invented'> {
  const { name, nameEn = name, timezone, invented } = info;
  return { site: name, siteEn: nameEn, timezone, invented };
}

/** Whole seconds of lag: a wall that is told every millisecond of it never comes to rest. */
export function calmHealth({ status, checks }: Health): Pick<ServerView, 'status' | 'checks'> {
  const seconds = Math.floor(checks.ingest_lag_ms / 1000);
  return { status, checks: { ...checks, ingest_lag_ms: seconds * 1000 } };
}
