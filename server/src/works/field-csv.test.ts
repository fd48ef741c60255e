import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldTest } from '@fengsui/config/contract';
import { FieldTest as FieldTestSchema, MAX_FIELD_TESTS } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldTestsCsv } from '../http/field-tests-csv.ts';
import { readFieldTests } from './field-csv.ts';

const NOW = Date.parse('2026-11-22T00:00:00Z');
const AT = Date.parse('2026-06-01T02:00:00Z');
const deps = {
  hasArea: (code: string) => code.startsWith('4412'),
  areaAt: (lon: number) => (lon > 112 ? '441223' : undefined),
  now: NOW,
};
const HEADER = 'time,lon,lat,area,ok,down_mbps,cell.rsrp_dbm';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readFieldTests(bytesOf(text), deps);
const rows = (...lines: string[]) => read([HEADER, ...lines].join('\n'));

/** As somebody reads them: line, column, reason. */
function faultsOf(found: ReturnType<typeof read>): string[] {
  if (found.ok) return [];
  return found.faults.map(({ line, column, message }) => [line, column, message].filter(Boolean).join(' '));
}

describe('a CSV of field tests', () => {
  it('is read with times in ISO 8601 or ms, and places as codes or coordinates', () => {
    const found = rows(
      '2026-06-01T10:00:00+08:00,112.5,23.4,,1,35.5,-98',
      `${AT + 1},,,441223115220,0,,`,
      '2026-06-01T02:00:00Z,112.5,23.4,441226,是,0,-1.05E+02',
    );
    expect(found).toEqual({
      ok: true,
      tests: [
        {
          ...{ at: AT, area: '441223', lon: 112.5, lat: 23.4 },
          ...{ ok: true, downMbps: 35.5, levels: { 'cell.rsrp_dbm': -98 } },
        },
        { at: AT + 1, area: '441223115220', lon: null, lat: null, ok: false, downMbps: null, levels: {} },
        {
          ...{ at: AT, area: '441226', lon: 112.5, lat: 23.4 },
          ...{ ok: true, downMbps: 0, levels: { 'cell.rsrp_dbm': -105 } },
        },
      ],
    });
  });

  it('may come from a spreadsheet: byte-order mark, CRLF, quotes, columns in any order, empty ones at the end', () => {
    const plain = rows(`${AT},,,441223,1,,-98`);
    const text = `\uFEFFcell.rsrp_dbm,"area",time,ok,,\r\n-98,441223,"${AT}",TRUE,,\r\n,,,,,\r\n`;
    expect(read(text)).toEqual(plain);
  });

  it('names every fault with its line and column, and takes nothing', () => {
    const found = rows(
      '2026-06-01 10:00,112.5,23.4,,1,35.5,-98',
      `${AT},112.5,,,maybe,-3,strong`,
      `${AT},,,551223,1,,`,
      `${AT},111,23,,1,,`,
      `${AT},,,,1,,`,
      `${AT},,,441223,,,`,
      `${AT},,,441223,1`,
      `1748743200,,,4.41223E+11,1,,`,
      `${NOW + 2 * 86_400_000},,,441223,1,,`,
      `,112.5,23.4,,1,,`,
      `${AT},112.5,,,1,,`,
      `${AT},,,441223,1,,-98`,
    );
    expect(faultsOf(found)).toEqual([
      '2 time expected a time with its offset, like 2026-05-01T02:00:00+08:00, or ms since 1970, found "2026-06-01 10:00"',
      '3 ok expected 1 or 0, true or false, found "maybe"',
      '3 down_mbps expected Mbit/s, 0 to 1000000, found "-3"',
      '3 cell.rsrp_dbm expected a number in dBm, found "strong"',
      '4 area is no division of this site, found "551223"',
      '5 lon lies in no boundary of this site; fill in the area',
      '6 area expected an area, or lon and lat, found neither',
      '7 this row has no figure',
      '8 expected 7 cells as in the header, found 5',
      '9 time lies before 2000; a number counts milliseconds, found "1748743200"',
      '9 area expected a division code of 6, 9 or 12 digits, found "4.41223E+11"',
      '10 time lies ahead, found "1795478400000"',
      '11 time expected a time, found nothing',
      '12 lat expected degrees, found nothing',
    ]);
  });

  it.each([
    ['', ['1 expected a header row, found nothing']],
    [`${HEADER}\n`, ['1 expected rows of tests below the header, found none']],
    ['lon,lat,ok\n112,23,1', ['1 time this column is missing']],
    [
      'time,lon,ok\n1,1,1',
      [
        '1 neither area nor lon and lat are there',
        '2 time lies before 2000; a number counts milliseconds, found "1"',
      ],
    ],
    ['time,area\n', ['1 no figure is there: ok, down_mbps, or a metric such as cell.rsrp_dbm']],
    [
      'time,area,ok,ok,down_mpbs,cell.id,play.stalls\n',
      [
        '1 ok this column stands here twice',
        '1 down_mpbs is no column of field tests, nor a metric with a number',
        '1 cell.id is no column of field tests, nor a metric with a number',
        '1 play.stalls is no column of field tests, nor a metric with a number',
      ],
    ],
    [`time,area,ok,\n${AT},441223,1,雨\n`, ['2 stands in a column without a name, found "雨"']],
  ])('of %j is refused', (text, faults) => {
    expect(faultsOf(read(text))).toEqual(faults);
  });

  it('is refused in another encoding than UTF-8', () => {
    const gbk = new Uint8Array([...bytesOf('time,area,ok\n1,'), 0xb9, 0xe3]);
    expect(faultsOf(readFieldTests(gbk, deps))).toEqual([
      '2 is not UTF-8; in a spreadsheet, save it as “CSV UTF-8”',
    ]);
  });

  it('lists at most 100 faults and counts the rest', () => {
    const found = rows(...Array.from({ length: 250 }, () => `${AT},,,441223,maybe,,`));
    expect(found).toMatchObject({ ok: false, more: 150 });
    expect(faultsOf(found)).toHaveLength(100);
  });

  it('has at most 5,000 rows', () => {
    const line = `${AT},,,441223,1,,`;
    const found = rows(...Array.from({ length: MAX_FIELD_TESTS }, () => line));
    expect(found.ok && found.tests.length).toBe(MAX_FIELD_TESTS);
    const over = rows(...Array.from({ length: MAX_FIELD_TESTS + 1 }, () => line));
    expect(faultsOf(over)).toEqual([`${MAX_FIELD_TESTS + 2} more than ${MAX_FIELD_TESTS} rows`]);
  });

  it('never throws, whatever it holds, and what it takes fits the contract', () => {
    const piece = fc.constantFrom(
      ',',
      '\n',
      '"',
      `${AT}`,
      '441223',
      '1',
      '-98',
      '是',
      'e',
      '.',
      '112.5',
      HEADER,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const found = read(`${HEADER}\n${pieces.join('')}`);
        if (found.ok) for (const test of found.tests) FieldTestSchema.parse(test);
        else expect(found.faults.length).toBeGreaterThan(0);
      }),
    );
  });

  it('that was written by us is read again as it was', () => {
    const number = (min: number, max: number) =>
      fc.double({ min, max, noNaN: true }).map((x) => Math.round(x * 1e6) / 1e6 || 0);
    const place = fc.constantFrom({ lon: null, lat: null }, { lon: 112.123_456_7, lat: -0.000_000_1 });
    const level = fc.dictionary(fc.constantFrom('cell.rsrp_dbm', 'net.loss_pct'), number(-200, 100));
    const test = fc
      .record({
        at: fc.integer({ min: Date.UTC(2001, 0, 1), max: NOW }),
        ...{ area: fc.constantFrom('441223', '441223115220'), place },
        ...{ ok: fc.boolean(), downMbps: fc.option(number(0, 2_000)), levels: level },
      })
      .map(({ place: where, ...rest }): FieldTest => ({ ...rest, ...where }));
    fc.assert(
      fc.property(fc.array(test, { minLength: 1, maxLength: 20 }), (tests) => {
        expect(read([...fieldTestsCsv(tests)].join(''))).toEqual({ ok: true, tests });
      }),
    );
  });
});

describe('the example of field tests', () => {
  it('is read without a fault', () => {
    const file = join(import.meta.dirname, '../../../config/examples/field-tests-invented.csv');
    const found = readFieldTests(readFileSync(file), deps);
    expect(faultsOf(found)).toEqual([]);
    expect(found.ok && found.tests.length).toBe(16);
  });
});
