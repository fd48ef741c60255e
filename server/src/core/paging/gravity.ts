import type { Severity } from '@fengsui/config/contract';

const GRAVEST_FIRST: readonly Severity[] = ['critical', 'major', 'minor', 'warning', 'info'];

/** 0 is the gravest. */
export function rankOf(severity: Severity): number {
  return GRAVEST_FIRST.indexOf(severity);
}

export function isGraver(a: Severity, b: Severity): boolean {
  return rankOf(a) < rankOf(b);
}

/** `info` where there is none. */
export function gravest(severities: Iterable<Severity>): Severity {
  let found: Severity = 'info';
  for (const severity of severities) if (isGraver(severity, found)) found = severity;
  return found;
}
