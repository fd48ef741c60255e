import type { Metrics } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from './check.ts';
import type { FakeCheck } from './fake-checks.ts';
import { createFakeCheck, createFakeLog, createFakeTime } from './fake-checks.ts';
import { RARELY_MS } from './pause.ts';
import { createCheckRunner } from './run-checks.ts';

const NEVER = new AbortController().signal;
const measured = (metrics: Metrics): CheckOutcome => ({ kind: 'measured', metrics });
const ABSENT: CheckOutcome = { kind: 'absent', why: 'no tuner' };
const FAILED: CheckOutcome = { kind: 'failed', why: 'busy' };
const UPTIME = measured({ 'sys.uptime_s': 7 });

/** Lets all that waits for no time come to its end. */
const others = () => new Promise((resolve) => void setImmediate(resolve));

function createRunner(...checks: FakeCheck[]) {
  const log = createFakeLog();
  const time = createFakeTime();
  const runner = createCheckRunner(checks, log, time);
  return { ...runner, sample: (signal = NEVER) => runner.sample(signal), log, time };
}

describe('a round of checks', () => {
  it('puts together what they measure, the later one counting', async () => {
    const one = createFakeCheck('one', [measured({ 'sys.uptime_s': 7, 'sys.temp_c': 40 })]);
    const other = createFakeCheck('other', [measured({ 'sys.temp_c': 55, 'pwr.mains_ok': null })]);
    const { sample, log, time } = createRunner(one, other);
    expect(await sample()).toEqual({ 'sys.uptime_s': 7, 'sys.temp_c': 55, 'pwr.mains_ok': null });
    expect(log.lines).toEqual([]);
    expect(time.pending()).toBe(0);
  });

  it('goes on where one throws', async () => {
    const { sample, log } = createRunner(
      createFakeCheck('broken', [new Error('a bug')]),
      createFakeCheck('system', [UPTIME]),
    );
    expect(await sample()).toEqual({ 'sys.uptime_s': 7 });
    expect(log.lines).toEqual(['warn check failed {"check":"broken","why":"threw a bug"}']);
  });

  it('does not wait for one beyond its time, tells it to stop, and does not start it twice', async () => {
    const slow = createFakeCheck('slow', ['hang']);
    const { sample, time, log } = createRunner(slow, createFakeCheck('system', [UPTIME]));
    const round = sample();
    await others();
    time.advance(10_000);
    expect(await round).toEqual({ 'sys.uptime_s': 7 });
    expect(slow.signals[0]?.aborted).toBe(true);
    expect(log.lines).toEqual(['warn check failed {"check":"slow","why":"no answer within 10 s"}']);

    expect(await sample()).toEqual({ 'sys.uptime_s': 7 });
    expect(slow.runs).toBe(1);

    slow.release(FAILED);
    slow.steps = [measured({ 'sys.temp_c': 40 })];
    expect(await sample().then(() => sample())).toEqual({ 'sys.uptime_s': 7, 'sys.temp_c': 40 });
  });

  it('gives a check the time that it asks for', async () => {
    const slow = createFakeCheck('slow', ['hang'], { deadlineMs: 30_000 });
    const { sample, time } = createRunner(slow);
    const round = sample();
    time.advance(29_999);
    expect(slow.signals[0]?.aborted).toBe(false);
    time.advance(1);
    expect(await round).toEqual({});
  });

  it('ends at once, and blames nobody, when it is stopped', async () => {
    const controller = new AbortController();
    const { sample, log, time } = createRunner(
      createFakeCheck('slow', ['hang']),
      createFakeCheck('system', [UPTIME]),
    );
    const round = sample(controller.signal);
    controller.abort();
    expect(await round).toEqual({});
    expect(await sample(controller.signal)).toEqual({});
    expect(log.lines).toEqual([]);
    expect(time.pending()).toBe(0);
  });

  it('says once of what is not measured any more that it is unknown', async () => {
    const check = createFakeCheck('wifi', [
      measured({ 'wifi.rssi_dbm': -50, 'wifi.retry_pct': 2 }),
      FAILED,
      FAILED,
    ]);
    const { sample } = createRunner(check);
    await sample();
    expect(await sample()).toEqual({ 'wifi.rssi_dbm': null, 'wifi.retry_pct': null });
    expect(await sample()).toEqual({});
    check.steps = [
      measured({ 'wifi.rssi_dbm': -50, 'wifi.retry_pct': 2 }),
      measured({ 'wifi.rssi_dbm': -51 }),
    ];
    await sample();
    expect(await sample()).toEqual({ 'wifi.rssi_dbm': -51, 'wifi.retry_pct': null });
  });

  it('holds no more metrics than a message does, the single instances giving way first', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`net.rx_bps.eth${i}`, i]));
    const { sample, log } = createRunner(
      createFakeCheck('interfaces', [measured(many)]),
      createFakeCheck('power', [measured({ 'pwr.mains_ok': true, 'site.pump_rpm': 5 })]),
    );
    const metrics = await sample();
    expect(Object.keys(metrics)).toHaveLength(60);
    expect(metrics).toMatchObject({ 'pwr.mains_ok': true, 'site.pump_rpm': 5, 'net.rx_bps.eth0': 0 });
    await sample();
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain('net.rx_bps.eth69');
  });
});

describe('a check that is not due', () => {
  it('is left out until its time has come, give or take the start of a round', async () => {
    const rare = createFakeCheck('dvb', [UPTIME], { everyMs: 60_000 });
    const { sample, time } = createRunner(rare);
    await sample();
    time.advance(30_000);
    expect(await sample()).toEqual({});
    time.advance(29_800);
    expect(await sample()).toEqual({ 'sys.uptime_s': 7 });
    expect(rare.runs).toBe(2);
  });

  it('is asked only rarely where it found nothing, unless looking is cheap', async () => {
    const absent = createFakeCheck('cellular', [ABSENT]);
    const cheap = createFakeCheck('power', [ABSENT], { absentEveryMs: 0 });
    const { sample, time } = createRunner(absent, cheap);
    await sample();
    time.advance(60_000);
    await sample();
    expect([absent.runs, cheap.runs]).toEqual([1, 2]);
    time.advance(RARELY_MS);
    await sample();
    expect([absent.runs, cheap.runs]).toEqual([2, 3]);
  });
});

describe('the log of checks', () => {
  it('tells each change of the outcome once', async () => {
    const steps = [
      ABSENT,
      ABSENT,
      FAILED,
      { ...FAILED, why: 'late by 5 s' },
      { ...FAILED, why: 'late by 7 s' },
      UPTIME,
      UPTIME,
    ];
    const { sample, log, time } = createRunner(createFakeCheck('dvb', steps));
    for (const _ of steps) {
      await sample();
      time.advance(RARELY_MS);
    }
    expect(log.lines).toEqual([
      'info check finds nothing to measure {"check":"dvb","why":"no tuner"}',
      'warn check failed {"check":"dvb","why":"busy"}',
      'warn check failed {"check":"dvb","why":"late by 5 s"}',
      'info check measures again {"check":"dvb"}',
    ]);
  });
});

describe('one check alone', () => {
  it('is run by its name, due or not', async () => {
    const rare = createFakeCheck('dvb', [UPTIME], { everyMs: 60_000 });
    const other = createFakeCheck('system', [UPTIME]);
    const { sample, only, names } = createRunner(rare, other);
    await sample();
    expect(await only('dvb', NEVER)).toEqual(UPTIME);
    expect([rare.runs, other.runs]).toEqual([2, 1]);
    expect(names).toEqual(['dvb', 'system']);
  });

  it('is none where there is none of that name', async () => {
    expect(await createRunner().only('dvb', NEVER)).toBeUndefined();
  });

  it('is not run twice at a time', async () => {
    const slow = createFakeCheck('slow', ['hang']);
    const { sample, only } = createRunner(slow);
    const round = sample();
    expect(await only('slow', NEVER)).toEqual({ kind: 'failed', why: 'is running already' });
    slow.release(UPTIME);
    expect(await round).toEqual({ 'sys.uptime_s': 7 });
  });
});
