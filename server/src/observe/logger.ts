import type { Logger } from 'pino';
import { pino } from 'pino';

export type { Logger };

/** Never in a log, whatever object it comes in. */
const SECRETS = [
  'password',
  'token',
  'bootstrapToken',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.authorization',
  '*.cookie',
];

/** Structured, one JSON object a line, on standard error: standard output is for what a command answers. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: SECRETS },
    pino.destination({ fd: 2, sync: true }),
  );
}
