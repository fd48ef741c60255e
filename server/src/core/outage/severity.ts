import type { Severity } from '@fengsui/config/contract';

/** Kinds of nodes that many others hang on, whoever is monitored below them. */
const TRUNKS: ReadonlySet<string> = new Set(['headend', 'hub', 'olt']);

/** By consequence: a trunk or 100 homes are for everybody, 8 homes or a loudspeaker for the engineer. */
export function outageSeverity(kind: string, homes: number, warners: number): Severity {
  if (TRUNKS.has(kind) || homes >= 100) return 'critical';
  return homes >= 8 || warners > 0 ? 'major' : 'minor';
}
