import type { AreaScope, Work } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { overlapsOf, sidesOf, wholeHours } from './sides.ts';
import { createWorkPlaces } from './work-places.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.parse('2026-06-01T00:00:00Z');

describe('the sides of works', () => {
  it('are as many days before and after, as far as those are past', () => {
    const work = { from: T, to: T + 2 * HOUR };
    expect(sidesOf(work, 7, T + 90 * DAY)).toEqual({
      before: { from: T - 7 * DAY, to: T },
      after: { from: T + 2 * HOUR, to: T + 2 * HOUR + 7 * DAY },
    });
    expect(sidesOf(work, 7, T + DAY).after).toEqual({ from: T + 2 * HOUR, to: T + DAY });
  });

  it('have nothing after works that go on, end later, or have not begun', () => {
    const now = T + 5 * DAY;
    expect(sidesOf({ from: T, to: null }, 7, now).after).toEqual({ from: now, to: now });
    expect(sidesOf({ from: T, to: now + DAY }, 7, now).after).toEqual({ from: now + DAY, to: now + DAY });
    expect(sidesOf({ from: now + DAY, to: null }, 7, now).after).toEqual({ from: now + DAY, to: now + DAY });
  });

  it('count whole hours only, so that no hour of the works is among them', () => {
    expect(wholeHours({ from: T + 1, to: T + 3 * HOUR + 1 })).toEqual({ from: T + HOUR, to: T + 3 * HOUR });
    expect(wholeHours({ from: T + 1, to: T + 2 })).toEqual({ from: T + HOUR, to: T + HOUR });
  });
});

describe('other works', () => {
  const node = (id: string, parent: string | undefined, area: string) =>
    [id, { id, parent, area, kind: 'pon', name: id }] as const;
  const plant = new Map([
    node('hub', undefined, '441223100'),
    node('pon', 'hub', '441223100200'),
    node('far', undefined, '441226'),
  ]);
  const places = createWorkPlaces({
    site: { plant },
    scopes: {
      has: () => true,
      area: ({ kind, id }) => (kind === 'area' ? id : (plant.get(id)?.area ?? '')),
      parts: () => [],
    },
    regions: { contains: (region, area) => area.startsWith(region) },
  });
  const work = (id: string, scope: AreaScope, from: number, to: number | null): Work => ({
    ...{ id, kind: 'other', title: id, scope, from, to, note: null, at: T },
    by: { kind: 'person', id: 'li', name: '示例' },
  });
  const village: AreaScope = { kind: 'area', id: '441223100200' };
  const names = (one: Work, others: Work[]): string[] =>
    overlapsOf(one, others, sidesOf(one, 7, T + 30 * DAY), places).map(({ id }) => id);

  it('are named where they went on meanwhile, there or around it, then within it', () => {
    const one = work('one', village, T, T + DAY);
    const during = [T + HOUR, T + 2 * HOUR] as const;
    const others = [
      work('within', { kind: 'node', id: 'pon' }, ...during),
      work('same', village, ...during),
      work('town', { kind: 'area', id: '441223100' }, ...during),
      work('other village', { kind: 'area', id: '441223100201' }, ...during),
      work('long ago', village, T - 90 * DAY, T - 7 * DAY),
      work('still going on', village, T - 90 * DAY, null),
      work('later', village, T + 8 * DAY, null),
    ];
    expect(names(one, [one, ...others])).toEqual(['same', 'town', 'still going on', 'within']);
  });

  it('of a node are those of nodes above and below it, and of the divisions that it stands in', () => {
    const one = work('one', { kind: 'node', id: 'pon' }, T, T + DAY);
    const others = [
      work('hub', { kind: 'node', id: 'hub' }, T, T),
      work('far', { kind: 'node', id: 'far' }, T, T),
      work('village', village, T, T),
    ];
    expect(names(one, others)).toEqual(['hub', 'village']);
    const above = work('above', { kind: 'node', id: 'hub' }, T, T);
    expect(names(above, [...others.slice(1), work('pon', { kind: 'node', id: 'pon' }, T, T)])).toEqual([
      'pon',
    ]);
  });

  it('are a bounded number', () => {
    const many = Array.from({ length: 50 }, (_, i) => work(`w${i}`, village, T, T + DAY));
    expect(names(work('one', village, T, T + DAY), many)).toHaveLength(20);
  });
});
