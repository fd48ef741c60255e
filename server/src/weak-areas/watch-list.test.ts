import { beforeEach, describe, expect, it } from 'vitest';
import { EVIDENCE, weakSite } from '../../test/weak-site.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { fileAreas } from './file-areas.ts';
import type { WatchList } from './watch-list.ts';
import { MAX_WATCHED, createWatchList } from './watch-list.ts';

const HOUR = 3_600_000;
const LI = { kind: 'person', id: 'li', name: '示例员' } as const;
const NODE = { kind: 'node', id: 'amp-1' } as const;
const wanted = {
  name: '南街',
  scope: NODE,
  target: null,
  source: 'hand',
  by: LI,
  evidence: EVIDENCE,
} as const;

let ledger: Ledger;
let list: WatchList;
let changes: number;

function start(file = weakSite()): void {
  const areas = fileAreas(file, () => 8 * HOUR);
  list = createWatchList({ records: ledger.records, file: areas, changed: () => changes++ });
}
beforeEach(() => {
  ledger = createMemoryLedger();
  changes = 0;
  start();
});
const ids = () => list.all().map(({ id }) => id);

describe('the watch list', () => {
  it("has the areas of the site's file, watched since the day that it names, on the clock of the site", () => {
    expect(list.all()).toMatchObject([
      {
        ...{ id: 'wa-1', name: '林洞弱区', source: 'file', target: '低于10%', evidence: null },
        scope: { kind: 'area', id: '441223100200' },
        since: Date.parse('2026-03-01T00:00:00+08:00'),
      },
    ]);
    const file = 'id,name,area,since\nwa-2,示例,441223,2026-03-01T12:00:00+08:00\n';
    expect(fileAreas(weakSite(file), () => 0)[0]?.since).toBe(Date.parse('2026-03-01T04:00:00Z'));
  });

  it('keeps what is added, with its evidence, over a restart', () => {
    expect(list.add(wanted, 7)).toEqual({ ...wanted, id: 'node:amp-1', since: 7 });
    expect(changes).toBe(1);
    start();
    expect(ids()).toEqual(['node:amp-1', 'wa-1']);
    expect(list.of('node:amp-1')).toEqual({ ...wanted, id: 'node:amp-1', since: 7 });
    expect(list.of('area:441223100200')?.id).toBe('wa-1');
  });

  it('watches nothing twice, under whatever id', () => {
    list.add(wanted, 7);
    expect(list.add(wanted, 8)).toBe('watched');
    expect(list.add({ ...wanted, scope: { kind: 'area', id: '441223100200' } }, 8)).toBe('watched');
    expect(changes).toBe(1);
  });

  it('lets go of one, and of one of the file too; that is written down and holds after a restart', () => {
    list.add(wanted, 7);
    expect(list.remove('node:amp-1', LI, 9)?.id).toBe('node:amp-1');
    expect(list.remove('wa-1', LI, 10)?.id).toBe('wa-1');
    expect(list.remove('wa-1', LI, 11)).toBeUndefined();
    start();
    expect(ids()).toEqual([]);
    const history = ledger.records.history('weak_area', 'wa-1', 9);
    expect(history.map(({ isRemoved, by, at }) => [isRemoved, by.name, at])).toEqual([
      [true, '示例员', 10],
      [false, '站点文件', 10],
    ]);
    expect(list.removedAt('node:amp-1')).toBe(9);
    expect(list.removedAt('node:hub-1')).toBeUndefined();
  });

  it('can be given back what was taken off it, and forgets no version', () => {
    list.remove('wa-1', LI, 9);
    const scope = { kind: 'area', id: '441223100200' } as const;
    expect(list.add({ ...wanted, scope }, 10)).toMatchObject({ id: 'area:441223100200', since: 10 });
    list.remove('area:441223100200', LI, 11);
    list.add({ ...wanted, scope }, 12);
    expect(ledger.records.history('weak_area', 'area:441223100200', 9)).toHaveLength(3);
  });

  it('is bounded, and what a file has beyond the bound is left out', () => {
    const rows = Array.from({ length: MAX_WATCHED + 1 }, (_, i) => `w${i},示例,441223,2026-03-01`);
    start(weakSite(['id,name,area,since', ...rows, ''].join('\n')));
    expect(list.all()).toHaveLength(MAX_WATCHED);
    expect(list.add(wanted, 7)).toBe('full');
    list.remove('w0', LI, 8);
    expect(list.all()).toHaveLength(MAX_WATCHED);
  });
});
