import type { Metrics } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import type { Draft } from '../spool/ring.ts';
import type { Pace } from './sampler.ts';
import { createSampler } from './sampler.ts';

function setup(measure: (signal: AbortSignal) => Promise<Metrics>) {
  const clock = createFakeClock();
  const drafts: (Draft & { at: number })[] = [];
  const pace: Pace = { T: 60, sampleEveryS: 15, fullEveryS: 900, deadBands: {} };
  const sampler = createSampler({
    measure,
    pace: () => pace,
    clock,
    record: (draft) => drafts.push({ ...draft, at: clock.elapsed() }),
  });
  return { clock, drafts, sampler, pace };
}

describe('the sampler', () => {
  it('measures at its pace and is heard within T', async () => {
    let rounds = 0;
    const { clock, drafts, sampler } = setup(() => Promise.resolve({ 'sys.load1': (rounds += 1) * 0 }));
    sampler.start();
    await clock.advance(180_000);
    expect(rounds).toBe(12);
    expect(drafts.map(({ at }) => at)).toEqual([15_000, 73_800, 132_600]);
  });

  it('is heard even while a check hangs', async () => {
    const { clock, drafts, sampler } = setup(() => new Promise(() => {}));
    sampler.start();
    await clock.advance(180_000);
    expect(drafts.map((draft) => 'm' in draft && draft.m)).toEqual([{}, {}, {}]);
  });

  it('lets rounds that ask at the same time share one', async () => {
    let rounds = 0;
    let finish = (_: Metrics) => {};
    const { sampler } = setup(() => {
      rounds++;
      return new Promise((resolve) => (finish = resolve));
    });
    const both = Promise.all([sampler.round(), sampler.round()]);
    finish({ 'sys.load1': 1 });
    expect(await both).toEqual([{ 'sys.load1': 1 }, { 'sys.load1': 1 }]);
    expect(rounds).toBe(1);
  });

  it('records the events before the values that tell of them', async () => {
    const values = [{ 'evt.door': false }, { 'evt.door': true }];
    const { clock, drafts, sampler } = setup(() => Promise.resolve(values.shift() ?? {}));
    sampler.start();
    await clock.advance(30_000);
    expect(drafts).toMatchObject([
      { m: { 'evt.door': false } },
      { type: 'door' },
      { m: { 'evt.door': true } },
    ]);
  });

  it('follows a new interval at once', async () => {
    const { clock, drafts, sampler, pace } = setup(() => Promise.resolve({}));
    sampler.start();
    await clock.advance(1_000);
    pace.T = 10;
    sampler.oweAll();
    await clock.advance(9_000);
    expect(drafts).toHaveLength(1);
  });

  it('says nothing once it is stopped', async () => {
    const { clock, drafts, sampler } = setup(() => Promise.resolve({ 'sys.load1': 1 }));
    sampler.start();
    sampler.stop();
    await clock.advance(600_000);
    expect(drafts).toEqual([]);
    expect(clock.alarms()).toEqual([]);
  });
});
