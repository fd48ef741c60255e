import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { expectConforming } from '../expect-conforming.ts';
import { parseModemList, parseSignal } from './parse.ts';

describe('what is said of a modem', () => {
  it.each(capturesOf('cellular'))('is read from $title', ({ text, expected }) => {
    const signal = parseSignal(text);
    expect(signal).toEqual(expected);
    expectConforming(signal?.metrics ?? {});
  });

  it('names the modems', () => {
    const path = '/org/freedesktop/ModemManager1/Modem/3';
    expect(parseModemList(JSON.stringify({ 'modem-list': [path, '--help'] }))).toEqual([path]);
    expect(parseModemList('{"modem-list":[]}')).toEqual([]);
    expect(parseModemList('No modems were found')).toBeUndefined();
  });

  it('is in the terms of the contract whatever is said', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--', '-97.00', '1e999', 'NaN', '-0.00', '9'.repeat(40)),
    );
    const values = fc.dictionary(fc.constantFrom('rsrp', 'rsrq', 'snr', 'rssi', 'rate', '__proto__'), word);
    const kind = fc.constantFrom('5g', 'lte', 'umts', 'gsm', 'refresh', 'evdo');
    const signal = fc.dictionary(kind, fc.oneof(values, fc.jsonValue()));
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      signal.map((each) => JSON.stringify({ modem: { signal: each } })),
    );
    fc.assert(
      fc.property(text, (each) => {
        parseModemList(each);
        expectConforming(parseSignal(each)?.metrics ?? {});
      }),
      { numRuns: 500 },
    );
  });
});
