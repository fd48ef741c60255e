export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Write = (fields: object, message: string) => void;

export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

export interface LogOptions {
  level: LogLevel;
  now: () => number;
  write: (line: string) => void;
}

const MAX_LINE_CHARS = 4_096;

/** One JSON object a line: time, level, message, and what else is known. */
export function createLog({ level, now, write }: LogOptions): Log {
  const threshold = LOG_LEVELS.indexOf(level);
  const at = (name: Exclude<LogLevel, 'silent'>): Write => {
    if (LOG_LEVELS.indexOf(name) < threshold) return () => {};
    return (fields, message) => {
      const time = new Date(now()).toISOString();
      write(`${lineOf({ time, level: name, msg: message, ...fields })}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function lineOf(record: { time: string; level: string; msg: string }): string {
  const line = JSON.stringify(record);
  if (line.length <= MAX_LINE_CHARS) return line;
  return JSON.stringify({
    time: record.time,
    level: record.level,
    msg: record.msg.slice(0, 1_024),
    cut: true,
  });
}

/** Of a URL what may be shown: neither the name nor the password in it. */
export function withoutSecrets(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
