import { describe, expect, it } from 'vitest';
import type { LogLevel } from './log.ts';
import { createLog, withoutSecrets } from './log.ts';

function lines(level: LogLevel, write: (log: ReturnType<typeof createLog>) => void): unknown[] {
  const all: string[] = [];
  write(createLog({ level, now: () => 0, write: (line) => all.push(line) }));
  return all.map((line) => JSON.parse(line) as unknown);
}

describe('the log', () => {
  it('is one JSON object a line', () => {
    expect(lines('info', (log) => log.info({ device: 'gw-1' }, 'started'))).toEqual([
      { time: '1970-01-01T00:00:00.000Z', level: 'info', msg: 'started', device: 'gw-1' },
    ]);
  });

  it('leaves out what is below its level', () => {
    const all = (level: LogLevel) =>
      lines(level, (log) => {
        log.debug({}, 'a');
        log.warn({}, 'b');
        log.error({}, 'c');
      }).length;
    expect([all('debug'), all('warn'), all('error'), all('silent')]).toEqual([3, 2, 1, 0]);
  });

  it('cuts what is too long, and stays JSON', () => {
    const [line] = lines('info', (log) => log.info({ big: 'x'.repeat(10_000) }, 'y'.repeat(10_000)));
    expect(JSON.stringify(line).length).toBeLessThan(4_096);
  });

  it('shows of a URL neither name nor password', () => {
    expect(withoutSecrets('mqtts://gw:secret@broker.example:8883/x')).toBe('mqtts://broker.example:8883');
  });
});
