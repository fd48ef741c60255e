import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { parseLink, parseStation, parseWireless, retryPercent } from './parse.ts';

const LIKELY = fc.constantFrom(
  ...['wlan0:', ' 0000 ', '-56.', '-256', ' 1e999 ', '\tsignal: ', ' dBm', '\ttx bitrate: ', ' MBit/s', '\n'],
  ...['Connected to 02:00:00:00:00:01 (on wlan0)', 'tx packets:', 'tx retries:', '9'.repeat(25), '12', 'NaN'],
);
const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(LIKELY, { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('what is said of a wireless link', () => {
  it.each(capturesOf('wifi'))('is read from $title', ({ text, expected }) => {
    const station = parseStation(text, '(asked)');
    const read = { link: parseLink(text), wireless: parseWireless(text), station };
    expect(JSON.parse(JSON.stringify(read))).toEqual(expected);
  });

  it('never makes the parsers throw or yield anything but finite numbers', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const link = parseLink(text);
        const station = parseStation(text, 'x');
        const numbers = [
          ...parseWireless(text).map(({ levelDbm }) => levelDbm),
          ...[link.signalDbm, link.txMbps, station?.packets, station?.retries],
        ];
        expect(numbers.filter((each) => each !== undefined && !Number.isFinite(each))).toEqual([]);
      }),
    );
  });

  it('has a share of repetitions only at the same access point, between two counts that grew', () => {
    const before = { bssid: 'a', packets: 100, retries: 10 };
    expect(retryPercent(before, { bssid: 'a', packets: 175, retries: 35 })).toBe(25);
    expect(retryPercent(before, { bssid: 'b', packets: 175, retries: 35 })).toBeUndefined();
    expect(retryPercent(before, { bssid: 'a', packets: 5, retries: 35 })).toBeUndefined();
    expect(retryPercent(before, before)).toBeUndefined();
  });
});
