import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSite } from './build-site.ts';
import type { SiteFiles } from './build-site.ts';
import { formatSiteFaults, MAX_FAULTS } from './faults.ts';
import {
  collection,
  DEVICES,
  DIVISIONS,
  faultsOf,
  feature,
  MAINTENANCE,
  PLANT,
  read,
  siteOf,
  SMALL,
  text,
  withRow,
} from './small-site.ts';
import type { Texts } from './small-site.ts';

const device = (row: string) => faultsOf({ devices: withRow(DEVICES, row) });

describe('a site', () => {
  it('holds what its files say', () => {
    const site = siteOf();
    expect(site.top).toBe('441200');
    expect(site.info).toEqual({ name: '肇庆市', timezone: 'Asia/Shanghai', invented: false });
    expect(site.children.get('441223')).toEqual(['441223100']);
    expect(site.plant.get('core')).toMatchObject({ kind: 'headend', area: '441200' });
    expect(site.devices.get('eb-1')).toMatchObject({ lon: 112.441, lat: 23.631, T: 60, population: 300 });
    expect(site.devices.get('stb-1')).toMatchObject({ lon: undefined, T: undefined, homes: 1 });
    expect(site.weakAreas.get('wa-1')?.since).toBe('2026-01-01');
    expect(site.maintenance).toEqual([
      {
        id: 'mw-1',
        scope: { kind: 'node', id: 'hub-1' },
        from: Date.UTC(2026, 3, 30, 18),
        to: Date.UTC(2026, 3, 30, 21),
        reason: '换电池',
      },
    ]);
    expect(site.boundaries?.features[0]?.properties).toHaveProperty('center');
  });

  it('needs neither boundaries nor weak areas nor maintenance', () => {
    const { divisions, plant, devices } = SMALL;
    const files = Object.entries({ divisions, plant, devices }).map(([name, content = '']) => [
      name,
      Buffer.from(content),
    ]);
    const result = buildSite(Object.fromEntries(files) as SiteFiles);
    expect(result.ok && result.site.boundaries).toBeUndefined();
    expect(result.ok && result.site.maintenance).toEqual([]);
  });

  it('may begin at a county, and a township may stand right below a city', () => {
    const divisions = [
      'code,parent,level,name',
      '441900,440000,city,东莞市',
      '441900003,441900,township,东城街道',
    ];
    const plant = text([PLANT[0] ?? '', 'core,,headend,总前端,441900,,']);
    const files = { divisions: text(divisions), plant, devices: `${DEVICES[0]}\n` };
    const result = buildSite({
      divisions: Buffer.from(files.divisions),
      plant: Buffer.from(files.plant),
      devices: Buffer.from(files.devices),
    });
    expect(result.ok && result.site.top).toBe('441900');
  });

  it('may lack columns that a row may leave empty, and have them in any order', () => {
    const devices = 'name,area,node,class,id\n大喇叭,441223100200,pon-1,eb_speaker,eb-1\n';
    expect(siteOf({ devices }).devices.get('eb-1')).toEqual({
      id: 'eb-1',
      class: 'eb_speaker',
      node: 'pon-1',
      area: '441223100200',
      name: '大喇叭',
    });
  });

  it('warns of a column that it does not know', () => {
    const result = read({ weakAreas: 'id,name,area,since,colour\nwa-1,林洞,441223100200,2026-01-01,red\n' });
    expect(result.ok && formatSiteFaults(result.warnings)).toBe(
      'weak-areas.csv:1: "colour" is not a column of this file; it is not read',
    );
  });

  it('does not depend on the order of rows', () => {
    const shuffled = (lines: string[]) =>
      fc
        .shuffledSubarray(lines.slice(1), { minLength: lines.length - 1 })
        .map((rows) => text([lines[0] ?? '', ...rows]));
    const plain = siteOf();
    fc.assert(
      fc.property(shuffled(DIVISIONS), shuffled(PLANT), shuffled(DEVICES), (divisions, plant, devices) => {
        expect(siteOf({ divisions, plant, devices })).toEqual(plain);
      }),
    );
  });
});

describe('faults', () => {
  it('are all listed at once, in the order of files and lines, and a row that is wrong still counts as there', () => {
    const faults = faultsOf({
      divisions: text(DIVISIONS).replace('village', 'hamlet'),
      plant: text(PLANT).replace('hub-1,core', 'hub-1,nowhere'),
      devices: text(DEVICES).replace(',60,', ',sixty,').replace('stb-1,stb,pon-1', 'stb-1,stb,pon-7'),
      maintenance: text(MAINTENANCE).replace('+08:00,换', ',换'),
      boundaries: collection(feature('441299')),
    });
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      'divisions.csv:5 column level',
      'plant.csv:3 column parent',
      'devices.csv:2 column T',
      'devices.csv:3 column node',
      'maintenance.csv:2 column to',
      'boundaries.geojson at features[0].properties.code',
    ]);
  });

  it('of one row are all listed', () => {
    expect(device('?,tv,pon-9,x,盒,112,,0,-1,many').map((fault) => fault.split(':')[1])).toEqual([
      '4 column id',
      '4 column class',
      '4 column area',
      '4 column T',
      '4 column homes',
      '4 column population',
      '4 column lat',
      '4 column node',
    ]);
  });

  it('are listed up to a hundred, and the rest is counted', () => {
    const rows = Array.from({ length: 250 }, (_, i) => `d-${i},tv,pon-1,441223100200,盒,,,,,`);
    const faults = device(rows.join('\n'));
    expect(faults).toHaveLength(MAX_FAULTS + 1);
    expect(faults.at(-1)).toBe('and 150 more');
  });

  it('come instead of an exception, whatever is in the files', () => {
    const lines = [
      ...DIVISIONS,
      ...PLANT,
      ...DEVICES,
      ...MAINTENANCE,
      '',
      '"',
      '{"type":"FeatureCollection"}',
    ];
    const content = fc.oneof(
      fc.array(fc.constantFrom(...lines), { maxLength: 12 }).map((some) => some.join('\n')),
      fc.string({ maxLength: 80 }),
      fc.json(),
    );
    const names = Object.keys(SMALL) as (keyof Texts)[];
    fc.assert(
      fc.property(fc.constantFrom(...names), content, (name, any) => {
        const result = read({ [name]: any });
        expect('site' in result).toBe(!('faults' in result));
        expect(result.ok || result.faults.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
