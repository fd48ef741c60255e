import type { Log } from './log.ts';

export interface FakeLog extends Log {
  lines: { level: string; message: string; fields: object }[];
}

export function createFakeLog(): FakeLog {
  const lines: FakeLog['lines'] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
