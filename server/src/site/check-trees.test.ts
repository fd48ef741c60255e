import { describe, expect, it } from 'vitest';
import { DIVISIONS, faultsOf, PLANT, text, withRow } from './small-site.ts';

describe('a wrong tree is named', () => {
  it('when nodes go in a circle, once', () => {
    const plant = withRow(
      PLANT,
      'a,c,hub,A,441223100,,',
      'b,a,hub,B,441223100,,',
      'c,b,hub,C,441223100,,',
      'd,c,hub,D,441223100,,',
      'e,e,hub,E,441223100,,',
      'f,zz,hub,F,441223100,,',
    );
    expect(faultsOf({ plant })).toEqual([
      'plant.csv:5 column parent: a circle: a → c → b → a',
      'plant.csv:9 column parent: a circle: e → e',
      'plant.csv:10 column parent: "zz" is not in plant.csv',
    ]);
  });

  it('when divisions go in a circle', () => {
    const divisions = text(DIVISIONS).replace('441200,440000', '441200,441223');
    expect(faultsOf({ divisions })).toEqual([
      'divisions.csv:2 column parent: a city may not be below the county "441223"',
      'divisions.csv:2 column parent: a circle: 441200 → 441223 → 441200',
    ]);
  });

  it('when a level is not below that of its parent, or does not fit its code', () => {
    const divisions = withRow(
      DIVISIONS,
      '441223101,441223100200,township,潭布镇',
      '441223102,441200,village,江屯镇',
      '441224,441200,district,怀集县',
    );
    expect(faultsOf({ divisions })).toEqual([
      'divisions.csv:6 column parent: a township may not be below the village "441223100200"',
      'divisions.csv:7 column code: expected 6 digits for a city or county, 9 for a township, 12 for a village',
      'divisions.csv:8 column level: expected one of city, county, township, village, found "district"',
    ]);
  });

  it('when a second division has a parent that is not there', () => {
    expect(faultsOf({ divisions: withRow(DIVISIONS, '441300,440000,city,惠州市') })).toEqual([
      'divisions.csv:6 column parent: "440000" is not in this file, and only one division may be at the top (441200)',
    ]);
  });
});
