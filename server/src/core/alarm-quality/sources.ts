import type { AlarmQuality } from '@fengsui/config/contract';
import type { AlarmRow, IncidentRow, Span } from './row.ts';
import { isWithin } from './row.ts';
import { share } from './share.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CHANGES_IN_A_MINUTE = 3;
const LISTED = 100;
const TOP = 10;

/** The same kind of trouble at the same place. */
const keyOf = ({ type, source }: IncidentRow): string => `${type} ${source}`;

/** What changed three times or more within a minute, of all that changed in the span. */
export function chatteringOf(incidents: readonly IncidentRow[], span: Span): AlarmQuality['chattering'] {
  const times = new Map<string, number[]>();
  for (const row of incidents) {
    const own = row.changes.map(({ at }) => at).filter((at) => isWithin(at, span));
    const known = times.get(keyOf(row));
    if (known) for (const at of own) known.push(at);
    else if (own.length > 0) times.set(keyOf(row), own);
  }
  const sources = [...times].filter(([, own]) => isChattering(own)).map(([key]) => key);
  return { ...share(sources.length, times.size, { target: 0 }), sources: sources.sort().slice(0, LISTED) };
}

function isChattering(times: number[]): boolean {
  const ordered = times.sort((a, b) => a - b);
  return ordered.some((at, i) => {
    const before = ordered[i - CHANGES_IN_A_MINUTE + 1];
    return before !== undefined && at - before <= MINUTE_MS;
  });
}

/** Active for more than a day without a break by the end of the span, of all that were active in it. */
export function staleOf(incidents: readonly IncidentRow[], span: Span): AlarmQuality['stale'] {
  const active = incidents
    .map((row) => ({ id: row.id, spells: activeIn(row, span) }))
    .filter(({ spells }) => spells.length > 0);
  const stale = active.filter(({ spells }) => spells.some(({ from, to }) => to - from > DAY_MS));
  const ids = stale.map(({ id }) => id).sort();
  return { ...share(ids.length, active.length, { target: 0 }), incidents: ids.slice(0, LISTED) };
}

/** From its opening, which may lie before the span, to its recovery or the end of the span. */
function activeIn({ changes }: IncidentRow, span: Span): Span[] {
  const spells: Span[] = [];
  let since: number | undefined;
  for (const { at, isActive } of changes) {
    if (isActive) since ??= at;
    else if (since !== undefined) {
      spells.push({ from: since, to: at });
      since = undefined;
    }
  }
  if (since !== undefined) spells.push({ from: since, to: span.to });
  return spells
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => ({ from, to: Math.min(to, span.to) }));
}

/** The ten sources that most messages were about; a message about several counts once for each of them. */
export function topTenOf(
  rows: readonly AlarmRow[],
  incidents: readonly IncidentRow[],
  span: Span,
): AlarmQuality['topTen'] {
  const alarms = rows.filter(({ at }) => isWithin(at, span));
  const known = new Map(incidents.map((row) => [row.id, row]));
  const counts = new Map<string, { source: string; type: IncidentRow['type']; alarms: number }>();
  const keysOf = ({ incidents: ids }: AlarmRow): Set<string> =>
    new Set(ids.flatMap((id) => known.get(id) ?? []).map(keyOf));
  for (const row of known.values()) counts.set(keyOf(row), { source: row.source, type: row.type, alarms: 0 });
  for (const alarm of alarms)
    for (const key of keysOf(alarm)) {
      const entry = counts.get(key);
      if (entry) entry.alarms++;
    }
  const ordered = [...counts].filter(([, entry]) => entry.alarms > 0);
  ordered.sort(([a, one], [b, other]) => other.alarms - one.alarms || (a < b ? -1 : 1));
  const top = ordered.slice(0, TOP);
  const keys = new Set(top.map(([key]) => key));
  const about = alarms.filter((alarm) => [...keysOf(alarm)].some((key) => keys.has(key)));
  return { ...share(about.length, alarms.length), sources: top.map(([, entry]) => entry) };
}
