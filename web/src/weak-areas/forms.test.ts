import { describe, expect, it } from 'vitest';
import { noPlace, scopeOf } from './place-form.ts';
import { isBackwards, noWork, workBody } from './work-form.ts';

const village = { kind: 'area', id: '441223115220' } as const;
const known = new Map([['area:441223115220', village]]);

describe('a place in a form', () => {
  it('is the narrowest division that was picked', () => {
    const place = { ...noPlace(), county: '441223', town: '441223115' };
    expect(scopeOf(noPlace(), known)).toBeUndefined();
    expect(scopeOf(place, known)).toEqual({ kind: 'area', id: '441223115' });
    expect(scopeOf({ ...place, village: village.id }, known)).toEqual(village);
  });

  it('is an area of the list, or a node whose id may be one', () => {
    expect(scopeOf({ ...noPlace('listed'), listed: 'area:441223115220' }, known)).toEqual(village);
    expect(scopeOf({ ...noPlace('node'), node: ' olt-1 ' }, known)).toEqual({ kind: 'node', id: 'olt-1' });
    expect(scopeOf({ ...noPlace('node'), node: '光站 1' }, known)).toBeUndefined();
  });
});

describe('the form for works', () => {
  const work = { ...noWork(), title: ' 更换放大器（示例） ', from: 1_000 };

  it('sends what is said, and null for what is not', () => {
    expect(workBody(work, village)).toEqual({
      ...{ kind: 're_tilt', title: '更换放大器（示例）', scope: village, from: 1_000, to: null, note: null },
    });
  });

  it('sends nothing while it lacks a place, a title or a beginning, or ends before it begins', () => {
    expect(workBody(work, undefined)).toBeUndefined();
    expect(workBody({ ...work, title: ' ' }, village)).toBeUndefined();
    expect(workBody({ ...work, from: undefined }, village)).toBeUndefined();
    expect(workBody({ ...work, to: 999 }, village)).toBeUndefined();
    expect([isBackwards({ ...work, to: 999 }), isBackwards({ ...work, to: 1_000 })]).toEqual([true, false]);
  });
});
