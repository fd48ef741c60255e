import { beforeEach, describe, expect, it } from 'vitest';
import type { PartName, PartTrouble } from '../core/platform/parts.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { HealthWatch } from './health.ts';
import { watchHealth } from './health.ts';

let clock: FakeClock;
let wrong: Partial<Record<PartName, string>>;
let lag: number;
let watch: HealthWatch;
let told: (readonly PartTrouble[])[];

beforeEach(() => {
  clock = createFakeClock();
  wrong = {};
  lag = 0;
  told = [];
  const part = (name: PartName) => () => wrong[name];
  watch = watchHealth(
    { broker: part('broker'), series: part('series'), ledger: part('ledger'), journal: part('journal') },
    () => lag,
    clock,
  );
});

describe('the health of the parts', () => {
  it('says since when a part is as it is', () => {
    clock.pass(5_000);
    wrong.series = 'away';
    clock.pass(60_000);
    const { status, checks } = watch.health();
    expect(status).toBe('degraded');
    expect(checks.series).toEqual({ ok: false, detail: 'away', since: clock.now() - 59_000 });
    expect(checks.ledger.ok).toBe(true);
  });

  it('is told when it has changed, and only then', () => {
    watch.follow((inTrouble) => told.push(inTrouble));
    clock.pass(10_000);
    wrong.series = 'away';
    clock.pass(10_000);
    wrong.ledger = 'disk full';
    clock.pass(10_000);
    wrong = {};
    clock.pass(10_000);
    expect(told.map((list) => list.map(({ part, detail }) => `${part} ${detail}`))).toEqual([
      [],
      ['series away'],
      ['series away', 'ledger disk full'],
      [],
    ]);
  });

  it('is told at once to whoever begins to follow it', () => {
    wrong.broker = 'unreachable';
    clock.pass(3_000);
    watch.follow((inTrouble) => told.push(inTrouble));
    expect(told).toMatchObject([[{ part: 'broker', detail: 'unreachable' }]]);
  });

  it('counts a store that does not keep up as one in trouble, once', () => {
    watch.follow((inTrouble) => told.push(inTrouble));
    lag = 61_000;
    clock.pass(20_000);
    expect(watch.health().status).toBe('degraded');
    wrong.series = 'away';
    clock.pass(20_000);
    expect(told.map((list) => list.map(({ part, detail }) => `${part} ${detail}`))).toEqual([
      [],
      ['series more than 60 s behind what comes in'],
      ['series away'],
    ]);
  });

  it('is looked at no more once it is stopped', () => {
    watch.follow((inTrouble) => told.push(inTrouble));
    watch.stop();
    wrong.series = 'away';
    clock.pass(10_000);
    expect(told).toEqual([[]]);
  });
});
