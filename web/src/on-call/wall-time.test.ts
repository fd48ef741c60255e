import { describe, expect, it } from 'vitest';
import { createWallTime } from './wall-time.ts';

const shanghai = createWallTime('Asia/Shanghai');
const berlin = createWallTime('Europe/Berlin');
const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);

describe('a time of the site', () => {
  it('is entered and shown by the clock of its zone', () => {
    expect(iso(shanghai.fromInput('2026-11-22T03:00'))).toBe('2026-11-21T19:00');
    expect(shanghai.toInput(Date.parse('2026-11-21T19:00:00Z'))).toBe('2026-11-22T03:00');
  });

  it('that is skipped or comes twice is still one instant', () => {
    expect(iso(berlin.fromInput('2026-03-29T02:30'))).toBe('2026-03-29T01:30');
    expect(iso(berlin.fromInput('2026-10-25T02:30'))).toBe('2026-10-25T00:30');
  });

  it.each(['', 'tomorrow', '2026-13-41T99:99'])('is not made of "%s"', (text) => {
    expect(shanghai.fromInput(text)).toBeUndefined();
  });

  it('begins its days at midnight, also where they have 23 or 25 hours', () => {
    const at = Date.parse('2026-03-28T12:00:00Z');
    expect([0, 1, 2].map((days) => iso(berlin.midnight(at, days)))).toEqual([
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
    expect(iso(shanghai.midnight(Date.parse('2026-11-22T17:00:00Z'), 0))).toBe('2026-11-22T16:00');
  });
});
