import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuPercent, parseCpuTicks, parseLoad1, parseMemoryPercent, parseUptime, warmest } from './parse.ts';

const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789.-e +:\ncpukBMemTotal') }),
);

describe('the system files', () => {
  it.each([
    ['MemTotal: 200 kB\nMemFree: 50 kB\nMemAvailable: 150 kB\n', 25],
    ['MemTotal: 200 kB\nMemFree: 50 kB\nBuffers: 10 kB\nCached: 40 kB\n', 50],
    ['MemTotal: 200 kB\nMemFree: 50 kB\n', 75],
    ['MemTotal: 0 kB\nMemAvailable: 0 kB\n', undefined],
    ['MemFree: 50 kB\n', undefined],
  ])('tell from %j that %j percent of memory are in use', (text, percent) => {
    expect(parseMemoryPercent(text)).toBe(percent);
  });

  it('count waiting for the disk as idle, and time stolen from a virtual machine as busy', () => {
    expect(parseCpuTicks('cpu  10 1 2 100 50 3 4 5 7 8\ncpu0 1 1 1 1\n')).toEqual({ busy: 25, total: 175 });
  });

  it('give no processor use where no time has passed or the ticks began anew', () => {
    expect(cpuPercent({ busy: 5, total: 10 }, { busy: 5, total: 10 })).toBeUndefined();
    expect(cpuPercent({ busy: 5, total: 10 }, { busy: 1, total: 3 })).toBeUndefined();
  });

  it('keep processor use between 0 and 100 though the kernel may take idle ticks back', () => {
    expect(cpuPercent({ busy: 5, total: 10 }, { busy: 4, total: 20 })).toBe(0);
    expect(cpuPercent({ busy: 5, total: 10 }, { busy: 25, total: 20 })).toBe(100);
  });

  it('give the warmest zone and leave out what no board can be', () => {
    expect(warmest(['41000\n', '58250', '-273200', '255000', '0', '45', 'n/a'])).toBe(58.3);
    expect(warmest(['0', '45', '127000000'])).toBeUndefined();
    expect(warmest(['-12500'])).toBe(-12.5);
  });

  it('never throw and never yield anything but a finite number, whatever they say', () => {
    fc.assert(
      fc.property(TEXT, TEXT, (text, other) => {
        const [ticks, later] = [parseCpuTicks(text), parseCpuTicks(`cpu ${other}`)];
        const values = [
          parseUptime(text),
          parseLoad1(text),
          parseMemoryPercent(`MemTotal: 5 kB\n${text}`),
          warmest([text, other]),
          ticks && later && cpuPercent(ticks, later),
        ];
        for (const value of values) expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
