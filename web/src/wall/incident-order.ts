import type { IncidentCounts, IncidentView } from '@fengsui/config/contract';
import { Severity } from '@fengsui/config/contract';

const RANK = new Map(Severity.options.map((severity, rank) => [severity, rank]));
const rankOf = ({ severity }: IncidentView): number => RANK.get(severity) ?? RANK.size;
const isOpen = ({ state }: IncidentView): boolean => state === 'open';

/** Open before recovered, the most severe first, and of one severity whoever has waited longest. */
export function orderIncidents(incidents: Readonly<Record<string, IncidentView>>): IncidentView[] {
  return Object.values(incidents).sort(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      rankOf(a) - rankOf(b) ||
      a.openedAt - b.openedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

export interface SeverityCount {
  severity: Severity;
  count: number;
}

/** Severities of which something is open, the worst first. */
export function openCounts({ open }: IncidentCounts): SeverityCount[] {
  return Severity.options
    .map((severity) => ({ severity, count: open[severity] }))
    .filter(({ count }) => count > 0);
}

/** `info` is there to be looked up: with nothing else open, nothing is wrong. */
export const isTrouble = ({ severity }: { severity: Severity }): boolean => severity !== 'info';
