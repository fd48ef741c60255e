import { expect, it } from 'vitest';
import { areaOf, workOf } from '../../test/weak-areas.ts';
import { worksOf } from './area-works.ts';

it('an area has the works that were done there, around it and in a part of it, and no others', () => {
  const here = workOf('here', { scope: { kind: 'area', id: '441223115' }, from: 1 });
  const around = workOf('around', {
    scope: { kind: 'area', id: '441223' },
    from: 9_000_000_000_000,
    to: null,
  });
  const part = workOf('part', { scope: { kind: 'area', id: '441223115220' }, from: 2 });
  const beside = workOf('beside', { scope: { kind: 'area', id: '441223116' } });
  const node = workOf('node', { scope: { kind: 'node', id: 'olt-1' } });
  const all = [here, around, part, beside, node];
  const township = areaOf('t', { scope: { kind: 'area', id: '441223115' }, area: '441223115' });
  expect(worksOf(township, all).map(({ id }) => id)).toEqual(['around', 'part', 'here']);
  const plant = areaOf('p', { scope: { kind: 'node', id: 'olt-1' }, area: '441223116' });
  expect(worksOf(plant, all).map(({ id }) => id)).toEqual(['around', 'beside', 'node']);
});
