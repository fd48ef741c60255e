import type { CheckOutcome } from './check.ts';

/** Fits a pino logger. */
export interface CheckLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Logs the outcome of one check where it differs from the last one; at first, only where it is not good. */
export function createOutcomeLog(check: string, log: CheckLog): (outcome: CheckOutcome) => void {
  let last = 'measured';
  return (outcome) => {
    const now = outcome.kind === 'measured' ? outcome.kind : `${outcome.kind} ${withoutNumbers(outcome.why)}`;
    if (now === last) return;
    last = now;
    if (outcome.kind === 'measured') return log.info({ check }, 'check measures again');
    if (outcome.kind === 'absent')
      return log.info({ check, why: outcome.why }, 'check finds nothing to measure');
    return log.warn({ check, why: outcome.why }, 'check failed');
  };
}

/** A reason that counts something is still the same reason. */
function withoutNumbers(why: string): string {
  return why.replace(/\d+/g, '#');
}
