import { describe, expect, it } from 'vitest';
import { areaOf } from '../../test/weak-areas.ts';
import { chosenArea, groupAreas, scopeKey, searched, weakShare } from './area-groups.ts';

const count = (weak: number, n: number) => ({ n, weak, bad: 0 });
const weak = areaOf('1', { state: 'weak', now: count(5, 12) });
const worse = areaOf('2', { state: 'weak', now: count(9, 12) });
const calm = areaOf('3', { state: 'ok', now: count(0, 20) });
const few = areaOf('4', { state: 'too_few', now: count(3, 3) });
const found = areaOf('5', { state: 'weak', watched: false, source: 'found', now: count(20, 20) });
const all = [found, few, calm, weak, worse];
const shape = (groups: ReturnType<typeof groupAreas>) =>
  groups.map(({ name, areas }) => [name, areas.map(({ id }) => id)]);

describe('the list of areas', () => {
  it('begins with what is watched and weak, the worst first, and ends with what nobody watches yet', () => {
    expect(shape(groupAreas(all))).toEqual([
      ['weak', ['2', '1']],
      ['watched', ['3', '4']],
      ['found', ['5']],
    ]);
  });

  it('leaves an area where it stood when it has just been watched', () => {
    const watched = { ...found, watched: true, source: 'hand' as const };
    const held = new Map([[scopeKey(found.scope), 'found' as const]]);
    expect(shape(groupAreas([watched, calm], held))).toEqual([
      ['watched', ['3']],
      ['found', ['5']],
    ]);
    expect(shape(groupAreas([watched]))).toEqual([['weak', ['5']]]);
  });

  it('says no share of fewer than five devices', () => {
    expect(weakShare(count(4, 4))).toBeUndefined();
    expect(weakShare(count(1, 5))).toBe(0.2);
  });

  it('is searched by name and by code, whatever the case', () => {
    const named = areaOf('9', { name: 'OLT Xinqiao', scope: { kind: 'node', id: 'olt-7' } });
    expect(searched([named, calm], ' xin ')).toEqual([named]);
    expect(searched([named, calm], 'OLT-7')).toEqual([named]);
    expect(searched([named, calm], '')).toEqual([named, calm]);
  });

  it('finds what was chosen under its new id, and shows the first one where nothing was chosen', () => {
    const groups = groupAreas(all);
    const again = { ...found, id: 'wa-new' };
    const chosen = { id: '5', scope: scopeKey(found.scope) };
    expect(chosenArea(groups, [calm, again], chosen)).toBe(again);
    expect(chosenArea(groups, all, { id: '', scope: '' })).toBe(worse);
    expect(chosenArea([], [], { id: 'gone', scope: '' })).toBeUndefined();
  });
});
