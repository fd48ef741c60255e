import { expect, it } from 'vitest';
import type { BlindSpot } from '@fengsui/config/contract';
import { blindGroups } from './blind-groups.ts';

const spot = (code: string, population: number | null): BlindSpot => ({
  ...{ code, name: `村 ${code}`, population, households: null, why: 'no_probe', devices: 0 },
  areas: [
    { code: code.slice(0, 9), name: `镇 ${code.slice(6, 9)}` },
    { code: code.slice(0, 6), name: '示例县' },
  ],
  lastSeenAt: null,
});

it('blind villages stand by township, where the most people are unseen first', () => {
  const groups = blindGroups([
    spot('441223101201', 400),
    spot('441223102201', 300),
    spot('441223102202', 900),
    spot('441223103201', null),
  ]);
  expect(groups.map(({ name, county, people, villages }) => [name, county, people, villages.length])).toEqual(
    [
      ['镇 102', '示例县', 1_200, 2],
      ['镇 101', '示例县', 400, 1],
      ['镇 103', '示例县', 0, 1],
    ],
  );
  expect(groups[0]?.villages.map(({ code }) => code)).toEqual(['441223102202', '441223102201']);
});

it('the villages of a township stand by why nothing is known, what can be mended at once first', () => {
  const silent = { ...spot('441223101202', null), why: 'silent' as const };
  const [group] = blindGroups([spot('441223101201', 400), silent]);
  expect(group?.parts.map(({ why, villages }) => [why, villages.length])).toEqual([
    ['silent', 1],
    ['no_probe', 1],
  ]);
});

it('a village above which nothing is known stands for itself', () => {
  expect(blindGroups([{ ...spot('441223101201', 4), areas: [] }])).toMatchObject([
    { code: '441223101201', county: '', people: 4 },
  ]);
});
