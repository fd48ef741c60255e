import type { Actor, FieldTest } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import type { FieldTests } from './field-tests.ts';
import { MAX_BATCHES, MAX_TESTS, createFieldTests } from './field-tests.ts';

const BY: Actor = { kind: 'person', id: 'li', name: '示例' };
let ledger: Ledger;
let kept: FieldTests;

beforeEach(() => {
  ledger = createMemoryLedger();
  kept = createFieldTests(ledger.records);
});

const test = (at: number): FieldTest => ({
  ...{ at, area: '441223', lon: null, lat: null, ok: true, downMbps: null, levels: { 'cell.rsrp_dbm': -99 } },
});
const add = (name: string, times: readonly number[], at = 1_000) =>
  kept.add({ name, bytes: new TextEncoder().encode(name), tests: times.map(test) }, BY, at);

describe('batches of field tests', () => {
  it('are kept with their rows, and are there after a restart', () => {
    const added = add('a', [30, 10, 20]);
    const batch = { id: 'tests-rs', name: 'a', rows: 3, from: 10, to: 30, by: BY, at: 1_000 };
    expect(added).toEqual({ kept: batch });
    kept = createFieldTests(ledger.records);
    expect(kept.batches()).toEqual([batch]);
    expect(kept.batch('tests-rs')).toEqual({ ...batch, tests: [30, 10, 20].map(test) });
    expect(kept.batch('tests-x')).toBeUndefined();
  });

  it('have an id each, and stand in the order in which they came, the last first', () => {
    add('a', [1], 1_000);
    add('b', [1], 1_000);
    add('c', [1], 2_000);
    expect(kept.batches().map(({ id, name }) => [id, name])).toEqual([
      ['tests-1jk', 'c'],
      ['tests-rs', 'a'],
      ['tests-rs-1', 'b'],
    ]);
  });

  it('tell their tests of a span, its end not included', () => {
    add('a', [10, 20, 30]);
    add('b', [20, 100]);
    const within = (from: number, to: number) => kept.within({ from, to }).map(({ at }) => at);
    expect(within(20, 100)).toEqual([20, 30, 20]);
    expect(within(31, 100)).toEqual([]);
    expect(within(100, 101)).toEqual([100]);
  });

  it('are taken once a file, until they are taken away', () => {
    add('a', [1]);
    expect(add('a', [1], 5_000)).toMatchObject({ same: { id: 'tests-rs' } });
    kept = createFieldTests(ledger.records);
    expect(add('a', [1], 5_000)).toMatchObject({ same: { id: 'tests-rs' } });
    expect(kept.remove('tests-rs', BY, 2_000)).toMatchObject({ name: 'a' });
    expect(kept.remove('tests-rs', BY, 2_000)).toBeUndefined();
    expect(kept.within({ from: 0, to: 9 })).toEqual([]);
    expect(add('a', [1], 5_000)).toMatchObject({ kept: { name: 'a' } });
  });

  it('are a bounded number, with a bounded number of tests', () => {
    for (let i = 0; i < MAX_BATCHES; i++) add(`b${i}`, [1], i);
    expect(add('more', [1])).toBe('full');
    kept.remove(kept.batches()[0]!.id, BY, 2_000);
    expect(
      add(
        'too many tests',
        Array.from({ length: MAX_TESTS }, () => 1),
      ),
    ).toBe('full');
    expect(add('more', [1])).toMatchObject({ kept: { name: 'more' } });
  });
});
