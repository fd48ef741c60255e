import { expect, it } from 'vitest';
import type { Division } from '../site/model.ts';
import { findArea } from './find-area.ts';

const ROWS: [code: string, level: Division['level'], name: string][] = [
  ['441200', 'city', '肇庆市'],
  ['441202', 'county', '端州区'],
  ['441223', 'county', '广宁县'],
  ['441202001', 'township', '城东街道'],
  ['441224001', 'township', '城东街道'],
  ['441223100', 'township', '南街街道'],
  ['441223100200', 'village', '端州区'],
  ['441223100201', 'village', '肇庆路居委会'],
];
const divisions = new Map(
  ROWS.map(([code, level, name]) => [code, { code, level, name, parent: '' } as Division]),
);

it.each([
  ['441223', '441223'],
  ['广宁县', '441223'],
  ['广宁', '441223'],
  ['南街', '441223100'],
  ['肇庆', '441200'],
  ['端州区', '441202'],
])('a division is found by %s', (text, code) => {
  expect(findArea(divisions, text)).toEqual({ ok: true, code });
});

it.each(['999999', '怀集', '宁'])('a division is not found by %s', (text) => {
  expect(findArea(divisions, text)).toEqual({ ok: false, because: 'unknown', like: [] });
});

it('several divisions of one name are named', () => {
  const like = ['441202001 城东街道', '441224001 城东街道'];
  expect(findArea(divisions, '城东')).toEqual({ ok: false, because: 'ambiguous', like });
});
