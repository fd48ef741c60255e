import { beforeEach, expect, it } from 'vitest';
import { EVIDENCE, chainOf, fakeAreas, weakSite } from '../../test/weak-site.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { createScopes } from './scopes.ts';
import { watchByRule } from './watch-by-rule.ts';
import type { WatchList } from './watch-list.ts';
import { createWatchList } from './watch-list.ts';

const DAY = 86_400_000;
const LI = { kind: 'person', id: 'li', name: '示例员' } as const;
const site = weakSite();
const scopes = createScopes({ site, chain: chainOf(site) });

let areas: ReturnType<typeof fakeAreas>;
let list: WatchList;

beforeEach(() => {
  areas = fakeAreas();
  const { records } = createMemoryLedger();
  list = createWatchList({ records, file: [], changed: () => undefined });
});
const look = (now: number) => {
  watchByRule({ list, areas, scopes, days: 3 }, now);
  return list.all().map(({ id }) => id);
};

it('watches what has been found for so many days, with its evidence, and says that a rule did it', () => {
  areas.found.set('node:amp-1', 10 * DAY);
  areas.found.set('area:441223', 11 * DAY);
  expect(look(13 * DAY - 1)).toEqual([]);
  expect(look(13 * DAY)).toEqual(['node:amp-1']);
  expect(list.all()[0]).toMatchObject({
    ...{ name: 'amp-1', source: 'rule', since: 13 * DAY, evidence: EVIDENCE, by: { kind: 'program' } },
  });
  expect(look(14 * DAY)).toEqual(['area:441223', 'node:amp-1']);
});

it('leaves off what somebody took off, until it was found for as long again', () => {
  areas.found.set('node:amp-1', 0);
  look(3 * DAY);
  list.remove('node:amp-1', LI, 4 * DAY);
  expect(look(7 * DAY - 1)).toEqual([]);
  expect(look(7 * DAY)).toEqual(['node:amp-1']);
});
