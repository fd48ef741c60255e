import { Metrics } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { parseOutput } from './parse.ts';

describe('the output of a program', () => {
  it.each(capturesOf('exec'))('is read from $title', ({ text, expected }) => {
    expect(parseOutput(text, false)).toEqual(expected);
  });

  it('may hold numbers as text where the settings say so, and only numbers become numbers', () => {
    const text = '{"cell.rsrp_dbm":"-97.00","play.state":"idle"}';
    expect(parseOutput(text, true)).toEqual({
      ok: true,
      metrics: { 'cell.rsrp_dbm': -97, 'play.state': 'idle' },
    });
    expect(parseOutput(text, false)).toEqual({ ok: false, why: '"cell.rsrp_dbm" must be a number' });
  });

  it('names at most five wrong keys, each cut short', () => {
    const wrong = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}${'x'.repeat(300)}`, 1]));
    const parsed = parseOutput(JSON.stringify(wrong), false);
    expect(!parsed.ok && parsed.why).toMatch(/; and 4 more$/);
    expect(!parsed.ok && parsed.why.length).toBeLessThan(600);
  });

  it('is refused with more metrics than a message holds', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`x.m${i}`, i]));
    expect(parseOutput(JSON.stringify(many), false)).toMatchObject({ ok: false });
  });

  it('is refused where a number is beyond all numbers', () => {
    expect(parseOutput('{"pwr.mains_v":1e999}', false)).toMatchObject({ ok: false });
  });

  it('is taken only in the terms of the contract, whatever it is', () => {
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('pwr.mains_v', 'net.if.up', 'x.y', '__proto__', 'constructor'),
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(key, fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (each, numbersAsText) => {
        const parsed = parseOutput(each, numbersAsText);
        expect(parsed.ok ? Metrics.safeParse(parsed.metrics).success : parsed.why !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
