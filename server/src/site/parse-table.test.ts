import { describe, expect, it } from 'vitest';
import { DEVICES, DIVISIONS, faultsOf, MAINTENANCE, SMALL, WEAK_AREAS, withRow } from './small-site.ts';

const device = (row: string) => faultsOf({ devices: withRow(DEVICES, row) });

describe('a wrong cell is named by file, line, column and reason', () => {
  it.each([
    [
      'an interval that is no whole number',
      'stb-9,stb,pon-1,441223100200,盒,,,0.5,,',
      'devices.csv:4 column T: expected whole seconds, 1 to 86400, or nothing for the class default, found "0.5"',
    ],
    [
      'a class that is none',
      'stb-9,tv,pon-1,441223100200,盒,,,,,',
      'devices.csv:4 column class: expected one of stb, onu, eb_speaker, eb_adapter, site, gateway, found "tv"',
    ],
    [
      'an id that no topic could carry',
      '机顶盒,stb,pon-1,441223100200,盒,,,,,',
      'devices.csv:4 column id: expected a device id of 1 to 64 letters, digits, _ or -, a letter or digit first, found "机顶盒"',
    ],
    [
      'an empty id',
      ',stb,pon-1,441223100200,盒,,,,,',
      'devices.csv:4 column id: expected a device id of 1 to 64 letters, digits, _ or -, a letter or digit first, found nothing',
    ],
    [
      'a code that a spreadsheet has ruined',
      'stb-9,stb,pon-1,4.41223E+11,盒,,,,,',
      'devices.csv:4 column area: expected a division code of 6, 9 or 12 digits, found "4.41223E+11"',
    ],
    [
      'a longitude without a latitude',
      'stb-9,stb,pon-1,441223100200,盒,112.4,,,,',
      'devices.csv:4 column lat: expected degrees north beside lon, found nothing',
    ],
    [
      'a latitude without a longitude',
      'stb-9,stb,pon-1,441223100200,盒,,23.4,,,',
      'devices.csv:4 column lon: expected degrees east beside lat, found nothing',
    ],
    [
      'longitude and latitude swapped',
      'stb-9,stb,pon-1,441223100200,盒,23.4,112.4,,,',
      'devices.csv:4 column lat: expected degrees north, -90 to 90, or nothing, found "112.4"',
    ],
    [
      'an id that stands twice',
      'eb-1,stb,pon-1,441223100200,盒,,,,,',
      'devices.csv:4 column id: "eb-1" stands on line 2 already',
    ],
    [
      'a node that is not there',
      'stb-9,stb,pon-9,441223100200,盒,,,,,',
      'devices.csv:4 column node: "pon-9" is not in plant.csv',
    ],
    [
      'an area that is not there',
      'stb-9,stb,pon-1,441223100299,盒,,,,,',
      'devices.csv:4 column area: "441223100299" is not in divisions.csv',
    ],
    [
      'a cell too many',
      'stb-9,stb,pon-1,441223100200,盒,,,,,,',
      'devices.csv:4: expected 10 cells as in the header, found 11',
    ],
    [
      'a number in hexadecimal',
      'stb-9,stb,pon-1,441223100200,盒,,,0x1F,,',
      /^devices\.csv:4 column T: expected whole/,
    ],
  ])('%s', (_, row, expected) => {
    const faults = device(row);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });

  it('a maintenance window that ends before it begins, or whose scope or time is none', () => {
    const maintenance = withRow(
      MAINTENANCE,
      'mw-2,node:hub-9,2026-05-01T02:00:00+08:00,2026-05-01T02:00:00+08:00,',
      'mw-3,hub-1,2026-05-01 02:00,2026-05-01T05:00:00+08:00,',
      'mw-4,device:eb-1,2026-05-01T02:00:00Z,2026-05-01T05:00:00+08:00,',
      'mw-5,area:441299,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,',
    );
    expect(faultsOf({ maintenance })).toEqual([
      'maintenance.csv:3 column to: expected a time after from',
      'maintenance.csv:3 column scope: "hub-9" is not in plant.csv',
      'maintenance.csv:4 column scope: expected node:…, area:… or device:… with an id behind it, found "hub-1"',
      'maintenance.csv:4 column from: expected a time with its offset, like 2026-05-01T02:00:00+08:00, found "2026-05-01 02:00"',
      'maintenance.csv:5 column to: expected a time after from',
      'maintenance.csv:6 column scope: "441299" is not in divisions.csv',
    ]);
  });

  it('a weak area that leads nowhere or began at no date', () => {
    expect(faultsOf({ weakAreas: withRow(WEAK_AREAS, 'wa-2,林洞,441223999,2026-02-30') })).toEqual([
      'weak-areas.csv:3 column since: expected a date like 2026-05-01, or a time with its offset, found "2026-02-30"',
      'weak-areas.csv:3 column area: "441223999" is not in divisions.csv',
    ]);
  });
});

describe('a wrong table is named', () => {
  it('when a column is missing, once and not for every row', () => {
    expect(
      faultsOf({
        devices: 'id,class,area,name\neb-1,eb_speaker,441223100200,大喇叭\n,stb,441223100200,盒\n',
      }),
    ).toEqual([
      'devices.csv:1 column node: this column is missing',
      expect.stringMatching(/^devices\.csv:3 column id: .* found nothing$/),
    ]);
  });

  it('when a column stands twice', () => {
    const weakAreas = 'id,name,area,since,id\nwa-1,林洞,441223100200,2026-01-01,wa-1\n';
    expect(faultsOf({ weakAreas })).toEqual(['weak-areas.csv:1 column id: this column stands here twice']);
  });

  it('when it is empty', () => {
    expect(faultsOf({ devices: '' })).toEqual(['devices.csv:1: expected a header row, found nothing']);
    expect(faultsOf({ divisions: `${DIVISIONS[0]}\n` })).toContain(
      'divisions.csv: expected at least one division, found none',
    );
  });

  it('when a row is broken, without blaming those who name a row that it may have swallowed', () => {
    expect(faultsOf({ plant: SMALL.plant?.replace('机房', '5" 机房') ?? '' })).toEqual([
      expect.stringMatching(/^plant\.csv:3: a stray quote/),
    ]);
  });
});
