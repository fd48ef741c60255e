import type { Incident, ReportBody } from '@fengsui/config/contract';
import type { Case, Report } from './case.ts';
import { MAX_REPORTS } from './case.ts';
import type { Doing } from './acts.ts';
import { say } from './effects.ts';
import { promiseAnew, tell } from './promise.ts';
import type { DeskWorld } from './world.ts';

/** Where somebody says that something is wrong: the narrowest of what they named. */
export function scopeOf({
  device,
  node,
  area = '',
}: Pick<ReportBody, 'area' | 'device' | 'node'>): Incident['scope'] {
  if (device !== undefined) return { kind: 'device', id: device };
  return node === undefined ? { kind: 'area', id: area } : { kind: 'node', id: node };
}

/** Of the open incidents, the one nearest to the place that lies at it or above it. */
export function explainedBy(
  scope: Incident['scope'],
  area: string,
  cases: Iterable<Case>,
  world: DeskWorld,
): Case | undefined {
  const { nodes, areas } = world.above(scope, area);
  let found: Case | undefined;
  let nearest = Infinity;
  for (const kase of cases) {
    const distance = distanceTo(kase.incident, scope, { nodes, areas });
    if (kase.closedAt !== null || kase.incident.type === 'platform' || distance >= nearest) continue;
    found = kase;
    nearest = distance;
  }
  return found;
}

/** In steps upwards through the plant, then through divisions; Infinity where it does not lie above. */
function distanceTo(
  { scope: of, type }: Incident,
  scope: Incident['scope'],
  { nodes, areas }: { nodes: readonly string[]; areas: readonly string[] },
): number {
  if (of.kind === scope.kind && of.id === scope.id) return 0;
  if (of.kind === 'node' || of.kind === 'segment') {
    const steps = nodes.indexOf(of.id);
    return steps < 0 ? Infinity : 1 + steps;
  }
  // One silent device says nothing of its neighbours; an area's own trouble does.
  const steps = of.kind === 'area' && type !== 'reported' ? areas.indexOf(of.id) : -1;
  return steps < 0 ? Infinity : 1 + nodes.length + steps;
}

/** A report joins the incident that explains it: it may have been said before anything was detected. */
export function join(kase: Case, report: Report, { at, by, world, effects }: Doing): void {
  if (kase.reports.length < MAX_REPORTS) kase.reports.push(report);
  const { channel, escalated, ref, words } = report;
  tell(kase, { at: report.at, kind: 'reported', escalated });
  const because = { channel, escalated, ref, saidAt: report.at };
  say(kase, effects, { at, change: 'reported', by, why: words, because });
  promiseAnew(kase, at, world, effects);
}
