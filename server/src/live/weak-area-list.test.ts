import type { WeakArea } from '@fengsui/config/contract';
import { MAX_LIVE_WEAK_AREAS } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createWeakAreaLists } from './weak-area-list.ts';

const areaOf = (id: string, area: string) => ({ id, area }) as WeakArea;
const contains = (region: string, area: string) => area.startsWith(region);

describe('the weak areas of a region', () => {
  it('are those that lie in it, in the order in which they are given, within a bound', () => {
    const own = Array.from({ length: MAX_LIVE_WEAK_AREAS + 9 }, (_, i) => areaOf(`w${i}`, '441223'));
    const lists = createWeakAreaLists({ weakAreas: () => [areaOf('x', '441202'), ...own], contains });
    expect(lists.of('441223')).toEqual(own.slice(0, MAX_LIVE_WEAK_AREAS));
    expect(lists.of('441202').map(({ id }) => id)).toEqual(['x']);
  });

  it('are asked for once for all rooms, until they are others', () => {
    let asked = 0;
    const lists = createWeakAreaLists({ weakAreas: () => [areaOf(`w${++asked}`, '441223')], contains });
    expect([lists.of('4412'), lists.of('441202'), lists.of('441223')].flat().map(({ id }) => id)).toEqual([
      'w1',
      'w1',
    ]);
    lists.forget();
    expect(lists.of('4412').map(({ id }) => id)).toEqual(['w2']);
  });
});
