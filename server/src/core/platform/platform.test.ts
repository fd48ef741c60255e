import { describe, expect, it } from 'vitest';
import type { Observed } from '../detector.ts';
import { town } from '../outage/town.ts';
import { createLagDetector } from './lag.ts';
import { createMassLoss } from '../outage/mass-loss.ts';

const START = 1_763_596_800_000;

describe('our own trouble', () => {
  it('is not worth a word when the link is back within seconds', () => {
    const one = town();
    one.monitor.link('down', one.now());
    const told = [...one.monitor.advance(one.now() + 3_000), ...one.monitor.link('up', one.now() + 3_000)];
    expect(told.filter(({ kind }) => kind === 'incident')).toEqual([]);
  });

  it('is one incident while the link is away, with its reason', () => {
    const one = town();
    one.monitor.link('down', one.now());
    const told = one.monitor.advance(one.now() + 10_000).filter(({ kind }) => kind === 'incident');
    expect(told).toMatchObject([
      { change: 'opened', type: 'platform', because: { reason: 'broker_link_lost' } },
    ]);
  });
});

describe('a queue that is longer than an interval', () => {
  it('makes nobody lost while it is worked off, and a cut after it is called', () => {
    const one = town({ everyS: 3 }).pass(4);
    const awayFrom = one.now();
    one.monitor.link('down', awayFrom);
    one.silence(one.boxes).pass(0.25);
    one.monitor.link('up', one.now());
    for (let ts = awayFrom; ts < awayFrom + 15_000; ts += 3_000) {
      for (const box of one.boxes) {
        const body = { v: 1, boot: box.boot, seq: box.seq++, ts, m: {} };
        one.send(box, { verb: 'data', body }).pass(1 / 60_000);
      }
    }
    one.restore(one.boxes).pass(1);
    one.silence(one.below('hub-1/pon-1')).pass(2);
    expect(one.story().filter((line) => line.includes('outage'))).toEqual([
      expect.stringMatching(/opened outage hub-1\/pon-1 /),
    ]);
  });
});

describe('a queue of old messages', () => {
  /** A message of a device whose clock was right until now. */
  const message = (n: number, delayMs: number): Observed => {
    const at = START + n * 1_000;
    const before = { boots: [{ offset: { since: START, current: 0, previous: null, doubt: null } }] };
    const body = { v: 1, boot: 'b1', seq: n, ts: at - delayMs, m: {} };
    return { at, retained: false, before, message: { verb: 'data', body }, facts: [] } as unknown as Observed;
  };

  it('stops judgement when most messages are old, and lets it go on when hardly any is', () => {
    const lag = createLagDetector();
    const said: string[] = [];
    for (let n = 0; n < 300; n++) {
      const isOld = n >= 100 && n < 180;
      for (const report of lag.observe(message(n, isOld ? 40_000 : 100))) said.push(`${n} ${report.kind}`);
    }
    expect(said).toEqual(['159 blind', '269 sighted']);
  });

  it('is not made by one device with an odd clock', () => {
    const lag = createLagDetector();
    for (let n = 0; n < 300; n++) expect(lag.observe(message(n, n % 3 === 0 ? 3_600_000 : 100))).toEqual([]);
  });

  it('is over when nothing comes any more', () => {
    const lag = createLagDetector();
    for (let n = 0; n < 100; n++) lag.observe(message(n, 60_000));
    const due = lag.nextWakeAt() ?? 0;
    expect(due).toBe(START + 99_000 + 60_000);
    expect(lag.advance(due)).toEqual([{ kind: 'sighted', at: due, because: 'ingest_lag' }]);
  });
});

describe('a mass loss', () => {
  it('is a third of all devices within a minute that no outage explains', () => {
    const losses = createMassLoss();
    for (let i = 0; i < 31; i++) losses.lost(START + i * 1_000);
    expect(losses.isMassive(START + 31_000, 100)).toBe(true);
    expect(losses.isMassive(START + 31_000, 200)).toBe(false);
    losses.explained(START + 31_000, 20);
    expect(losses.isMassive(START + 31_000, 100)).toBe(false);
  });

  it('is forgotten after a minute', () => {
    const losses = createMassLoss();
    for (let i = 0; i < 50; i++) losses.lost(START);
    expect(losses.isMassive(START + 59_000, 100)).toBe(true);
    expect(losses.isMassive(START + 61_000, 100)).toBe(false);
  });

  it('is not seen among a few devices', () => {
    const losses = createMassLoss();
    for (let i = 0; i < 20; i++) losses.lost(START);
    expect(losses.isMassive(START, 40)).toBe(false);
  });
});
