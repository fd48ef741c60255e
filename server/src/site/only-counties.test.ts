import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyCounties } from './only-counties.ts';
import { childrenOf } from './queries.ts';
import { collection, feature, siteOf, text } from './small-site.ts';

const SITE = siteOf({
  divisions: text([
    'code,parent,level,name',
    '441200,440000,city,肇庆市',
    '441223,441200,county,广宁县',
    '441223100,441223,township,南街街道',
    '441284,441200,county,四会市',
    '441224,441200,county,怀集县',
  ]),
  plant: text([
    'id,parent,kind,name,area,lon,lat',
    'core,,headend,总前端,441200,,',
    'he-1,core,headend,广宁,441223,,',
    'hub-1,he-1,hub,南街,441223100,,',
    'he-2,core,headend,四会,441284,,',
    'hub-2,he-2,hub,城中,441284,,',
    'he-3,core,headend,怀集,441224,,',
  ]),
  devices: text([
    'id,class,node,area,name,lon,lat,T,homes,population',
    'eb-1,eb_speaker,hub-1,441223100,一,,,60,,300',
    'eb-2,eb_speaker,hub-2,441284,二,,,60,,300',
    // It hangs on the plant of the neighbour.
    'eb-3,eb_speaker,hub-2,441224,三,,,60,,300',
    'site-0,site,core,441200,市机房,,,30,,',
  ]),
  weakAreas: text(['id,name,area,since', 'wa-1,南街,441223100,2026-01-01', 'wa-2,四会,441284,2026-01-01']),
  maintenance: text([
    'id,scope,from,to,reason',
    'mw-1,node:hub-1,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,换电池',
    'mw-2,area:441284,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,割接',
    'mw-3,node:core,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,割接',
    'mw-4,device:eb-2,2026-05-01T02:00:00+08:00,2026-05-01T05:00:00+08:00,割接',
  ]),
  boundaries: collection(feature('441223'), feature('441284')),
});

const CODES = ['441200', '441223', '441284', '441224'];
const keys = (map: ReadonlyMap<string, unknown>): string[] => [...map.keys()];

describe('the part of a site that one of several servers watches', () => {
  it('is all of it where no counties are set', () => {
    expect(onlyCounties(SITE, undefined)).toBe(SITE);
  });

  it('holds the devices of its counties and what lies above them', () => {
    const part = onlyCounties(SITE, ['441223']);
    expect(keys(part.devices)).toEqual(['eb-1']);
    expect(keys(part.plant)).toEqual(['core', 'he-1', 'hub-1']);
    expect(keys(part.divisions)).toEqual(['441200', '441223', '441223100']);
    expect(childrenOf(part, '441200')).toEqual(['441223']);
    expect(keys(part.weakAreas)).toEqual(['wa-1']);
    expect(part.maintenance.map(({ id }) => id)).toEqual(['mw-1', 'mw-3']);
    expect(part.boundaries?.features.map(({ properties }) => properties.code)).toEqual(['441223']);
    expect(part.top).toBe('441200');
  });

  it('takes along the plant of a neighbour that one of its devices hangs on', () => {
    expect(keys(onlyCounties(SITE, ['441224']).plant)).toEqual(['core', 'he-2', 'hub-2', 'he-3']);
  });

  it('may be what stands in no county, and may be nothing', () => {
    expect(keys(onlyCounties(SITE, ['441200']).devices)).toEqual(['site-0']);
    const none = onlyCounties(SITE, []);
    expect([none.devices.size, none.plant.size, keys(none.divisions)]).toEqual([0, 0, ['441200']]);
  });

  it('is a site: whatever is named in it is there, and every device is watched exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: CODES.length, maxLength: CODES.length }), (owners) => {
        const parts = [0, 1, 2].map((owner) =>
          onlyCounties(
            SITE,
            CODES.filter((_, i) => owners[i] === owner),
          ),
        );
        for (const { devices, plant, divisions, children } of parts) {
          for (const { node, area } of devices.values())
            expect([plant.has(node), divisions.has(area)]).toEqual([true, true]);
          for (const { parent } of plant.values())
            expect(parent === undefined || plant.has(parent)).toBe(true);
          for (const code of [...children.values()].flat()) expect(divisions.has(code)).toBe(true);
        }
        expect(parts.flatMap(({ devices }) => keys(devices)).sort()).toEqual(keys(SITE.devices).sort());
      }),
    );
  });
});
