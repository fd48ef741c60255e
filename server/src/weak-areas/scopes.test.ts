import { expect, it } from 'vitest';
import { chainOf, weakSite } from '../../test/weak-site.ts';
import { createScopes } from './scopes.ts';

const site = weakSite();
const scopes = createScopes({ site, chain: chainOf(site) });
const area = (id: string) => ({ kind: 'area', id }) as const;
const node = (id: string) => ({ kind: 'node', id }) as const;

it('knows divisions and nodes, what people call them, and where they lie', () => {
  expect([area('441223'), node('amp-1')].map(scopes.has)).toEqual([true, true]);
  expect([area('amp-1'), node('441223'), area('441299')].map(scopes.has)).toEqual([false, false, false]);
  expect(scopes.name(area('441223100200'))).toBe('林洞村委会');
  expect([node('hub-1'), node('amp-1'), area('441299')].map(scopes.name)).toEqual([
    '南街机房',
    'amp-1',
    '441299',
  ]);
  expect([area('441223'), node('amp-1'), node('gone')].map(scopes.area)).toEqual([
    '441223',
    '441223100201',
    '',
  ]);
  expect(scopes.above(area('441223100200')).map(({ name }) => name)).toEqual(['南街街道', '广宁县']);
  expect(scopes.above(node('hub-1')).map(({ code }) => code)).toEqual(['441223100', '441223']);
});

it('takes people from the divisions, else from the devices there, else knows nothing of them', () => {
  expect(scopes.people(area('441223100200'))).toBe(1_200);
  expect(scopes.people(area('441223100201'))).toBe(7);
  expect(scopes.people(area('441223100202'))).toBe(0);
  expect(scopes.people(area('441223'))).toBe(307);
  expect(scopes.people(node('amp-1'))).toBe(7);
  expect(scopes.people(node('core'))).toBe(307);
  expect(scopes.people(area('441284'))).toBeNull();
});

it('reads a city from its counties, and everything else as it is', () => {
  expect(scopes.parts(area('441200'))).toEqual(['area:441223', 'area:441284']);
  expect(scopes.parts(area('441223100'))).toEqual(['area:441223100']);
  expect(scopes.parts(node('amp-1'))).toEqual(['node:amp-1']);
});
