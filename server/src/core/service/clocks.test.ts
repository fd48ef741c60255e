import type { ResponseLevel, ServiceClock, ServiceProfile } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClockState } from './clocks.ts';
import { MAX_STOPS, newClocks, nextBreach, tellClocks, viewClocks } from './clocks.ts';
import type { ServiceEvent } from './event.ts';
import { BUILT_IN_STANDARD } from './standard.ts';
import type { Subject } from './subject.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Midnight before 20 September 2026 in the site's zone. */
const DAY = Date.UTC(2026, 8, 19, 16);

/** `'23:50'`, or with a day: `'1 00:45'` is the next one. */
function time(text: string): number {
  const [, day = '0', hour, minute] = /^(?:(\d+) )?(\d\d):(\d\d)$/.exec(text) ?? [];
  return DAY + Number(day) * 24 * HOUR_MS + Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS;
}

const OUTAGE: Subject = {
  type: 'outage',
  severity: 'major',
  cause: 'UNKNOWN',
  area: '441223105',
  rural: false,
  reported: false,
  escalated: false,
};
const profile = (id: string): ServiceProfile => BUILT_IN_STANDARD.profiles.find((one) => one.id === id)!;

let state: ClockState;
type Happened = ServiceEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never;
const tell = (at: string, what: Happened): void => {
  state = tellClocks(state, { ...what, at: time(at) } as ServiceEvent);
};
const clock = (id: string, at: string): ServiceClock =>
  viewClocks(state, time(at)).find((one) => one.id === id)!;
const minutes = (ms: number): number => ms / MINUTE_MS;
const promised = (id: string, subject = OUTAGE): void => void (state = newClocks(profile(id), subject));

beforeEach(() => promised('ZQ-EMG'));

describe('an emergency', () => {
  it('that was detected at 23:50, called about at 00:10 and answered at 00:45 was answered in 55 minutes, in time', () => {
    tell('23:50', { kind: 'detected' });
    tell('1 00:10', { kind: 'reported' });
    tell('1 00:45', { kind: 'milestone', milestone: 'responded' });
    expect(clock('respond', '1 02:00')).toMatchObject({
      state: 'met',
      startedAt: time('23:50'),
      metAt: time('1 00:45'),
      elapsedMs: 55 * MINUTE_MS,
      dueAt: time('1 00:50'),
    });
  });

  it('counts from a call at 23:40 that somebody wrote down only at half past midnight: then it was late', () => {
    tell('23:50', { kind: 'detected' });
    tell('1 00:45', { kind: 'milestone', milestone: 'responded' });
    tell('23:40', { kind: 'reported' });
    expect(clock('respond', '1 01:00')).toMatchObject({ state: 'late', elapsedMs: 65 * MINUTE_MS });
  });

  it('is answered by the first thing that a person does, whatever it is, but not by devices that come back', () => {
    tell('08:00', { kind: 'detected' });
    tell('08:10', { kind: 'milestone', milestone: 'restored' });
    expect(clock('respond', '08:30').state).toBe('running');
    tell('08:40', { kind: 'milestone', milestone: 'located' });
    tell('08:50', { kind: 'milestone', milestone: 'responded' });
    expect(clock('respond', '09:00')).toMatchObject({ state: 'met', metAt: time('08:40') });
  });

  it('is in time at the very moment it is due, and overdue a millisecond later', () => {
    tell('08:00', { kind: 'detected' });
    expect(clock('respond', '09:00').state).toBe('running');
    expect(nextBreach(state, time('08:30'))).toBe(time('09:00') + 1);
    expect(viewClocks(state, time('09:00') + 1)[0]?.state).toBe('overdue');
    expect(nextBreach(state, time('09:01'))).toBe(time('1 08:00') + 1);
    tell('09:00', { kind: 'milestone', milestone: 'responded' });
    expect(clock('respond', '12:00').state).toBe('met');
  });

  it('that came back counts from its start, as if it had never been restored', () => {
    tell('08:00', { kind: 'detected' });
    tell('10:00', { kind: 'milestone', milestone: 'restored' });
    tell('11:00', { kind: 'milestone', milestone: 'fed_back' });
    tell('11:00', { kind: 'ended' });
    expect(clock('resolve', '20:00')).toMatchObject({ state: 'met', elapsedMs: 2 * HOUR_MS });
    tell('11:20', { kind: 'undone', milestone: 'restored' });
    expect(clock('resolve', '20:00')).toMatchObject({
      state: 'running',
      elapsedMs: 12 * HOUR_MS,
      metAt: null,
    });
    expect(clock('feedback', '20:00').state).toBe('running');
    expect(clock('respond', '20:00')).toMatchObject({ state: 'late', metAt: time('11:00') });
  });

  it('that is closed waits for nothing more, yet what was broken before stays broken', () => {
    tell('08:00', { kind: 'detected' });
    tell('09:30', { kind: 'ended' });
    expect(clock('respond', '12:00')).toMatchObject({
      state: 'late',
      metAt: null,
      elapsedMs: 90 * MINUTE_MS,
    });
    expect(clock('resolve', '12:00').state).toBe('void');
    expect(nextBreach(state, time('12:00'))).toBeUndefined();
  });

  it('has no clocks before anybody knows of it', () => {
    expect([viewClocks(state, DAY), nextBreach(state, DAY)]).toEqual([[], undefined]);
  });
});

describe('a pause', () => {
  beforeEach(() => tell('08:00', { kind: 'detected' }));

  it('stands still with its reason, and moves the due time by as long as it lasts', () => {
    tell('08:20', { kind: 'paused', reason: 'waiting_customer' });
    expect(clock('respond', '10:00')).toMatchObject({ state: 'paused', dueAt: time('10:40') });
    expect(nextBreach(state, time('10:00'))).toBeUndefined();
    tell('10:00', { kind: 'resumed' });
    expect(clock('respond', '10:30')).toMatchObject({
      state: 'running',
      dueAt: time('10:40'),
      elapsedMs: 50 * MINUTE_MS,
      pausedMs: 100 * MINUTE_MS,
    });
    expect(state.stops).toEqual([{ reason: 'waiting_customer', from: time('08:20'), to: time('10:00') }]);
  });

  it('for another reason follows on the first without a gap', () => {
    tell('08:20', { kind: 'paused', reason: 'waiting_customer' });
    tell('08:30', { kind: 'paused', reason: 'no_access' });
    tell('08:40', { kind: 'resumed' });
    tell('08:50', { kind: 'resumed' });
    expect(clock('respond', '09:00').pausedMs).toBe(20 * MINUTE_MS);
    expect(state.stops.map(({ reason }) => reason)).toEqual(['waiting_customer', 'no_access']);
  });

  it('does not mend what is overdue already', () => {
    tell('09:10', { kind: 'paused', reason: 'third_party' });
    expect(clock('respond', '11:00')).toMatchObject({ state: 'overdue', elapsedMs: 70 * MINUTE_MS });
  });

  it('ends with the case: what came back is not paused', () => {
    tell('08:20', { kind: 'paused', reason: 'no_access' });
    tell('08:30', { kind: 'ended' });
    tell('08:50', { kind: 'undone', milestone: 'restored' });
    expect(clock('respond', '09:00')).toMatchObject({ state: 'running', pausedMs: 10 * MINUTE_MS });
  });

  it('is taken a thousand times, and then no more', () => {
    for (let i = 0; i < MAX_STOPS + 5; i++) tell('08:20', { kind: 'paused', reason: 'no_access' });
    expect(state.stops).toHaveLength(MAX_STOPS);
  });
});

describe('force majeure', () => {
  beforeEach(() => tell('08:00', { kind: 'detected' }));

  it('that a person confirms afterwards takes its time out, and makes good what was overdue', () => {
    expect(clock('respond', '11:00').state).toBe('overdue');
    tell('11:00', { kind: 'force_majeure', from: time('08:30'), to: time('10:45') });
    expect(clock('respond', '11:00')).toMatchObject({
      state: 'running',
      dueAt: time('11:15'),
      elapsedMs: 45 * MINUTE_MS,
    });
  });

  it('and a pause at the same time count once', () => {
    tell('08:30', { kind: 'paused', reason: 'third_party' });
    tell('09:30', { kind: 'resumed' });
    tell('11:00', { kind: 'force_majeure', from: time('09:00'), to: time('10:00') });
    expect(clock('respond', '11:00').pausedMs).toBe(90 * MINUTE_MS);
  });

  it('without an end goes on until somebody ends it', () => {
    tell('08:10', { kind: 'force_majeure', from: time('08:10'), to: null });
    expect(clock('respond', '15:00').state).toBe('paused');
    tell('16:00', { kind: 'force_majeure_ended' });
    expect(clock('respond', '16:10')).toMatchObject({ state: 'running', dueAt: time('16:50') });
  });

  it('whose end is known ahead is part of the due time at once', () => {
    tell('08:10', { kind: 'force_majeure', from: time('08:10'), to: time('12:10') });
    expect(clock('respond', '09:00')).toMatchObject({ state: 'paused', dueAt: time('13:00') });
    expect(nextBreach(state, time('09:00'))).toBe(time('13:00') + 1);
  });

  it('does not matter to a profile that does not exclude it', () => {
    state = { ...state, profile: { ...state.profile, excludesForceMajeure: false } };
    tell('11:00', { kind: 'force_majeure', from: time('08:00'), to: time('11:00') });
    expect(clock('respond', '11:00').state).toBe('overdue');
  });
});

describe('the promise', () => {
  it('for a line is 24 hours, and 72 once the cause turns out to be the cable', () => {
    promised('LINE-24-72');
    tell('08:00', { kind: 'detected' });
    expect(clock('repair', '1 09:00')).toMatchObject({ state: 'overdue', dueAt: time('1 08:00') });
    tell('1 09:00', { kind: 'subject', subject: { ...OUTAGE, cause: 'LINK' } });
    expect(clock('repair', '1 09:00')).toMatchObject({ state: 'running', dueAt: time('3 08:00') });
  });

  it.each([
    ['minor', false, 24],
    ['major', false, 48],
    ['critical', true, 72],
    ['minor', true, 24],
  ] as const)(
    'by regulation for a %s fault (rural: %s) is %i hours from the report',
    (severity, rural, hours) => {
      promised('REG', { ...OUTAGE, severity, rural });
      tell('07:00', { kind: 'detected' });
      expect(viewClocks(state, time('08:00'))).toEqual([]);
      tell('08:00', { kind: 'reported' });
      expect(clock('repair', '09:00')).toMatchObject({ startedAt: time('08:00'), withinMs: hours * HOUR_MS });
    },
  );

  it.each(['I', 'II', 'III', 'IV'] as ResponseLevel[])(
    'stays what it is when response level %s begins',
    (level) => {
      tell('08:00', { kind: 'detected' });
      const before = clock('respond', '08:30');
      tell('08:30', { kind: 'subject', subject: { ...OUTAGE, level } });
      expect(clock('respond', '08:30')).toEqual(before);
    },
  );

  it('to an escalated customer is four clocks from the complaint', () => {
    promised('ESC-1-1-3-12');
    tell('08:00', { kind: 'reported' });
    expect(viewClocks(state, time('08:01')).map(({ id, withinMs }) => [id, minutes(withinMs)])).toEqual([
      ['contact', 10],
      ['cause', 60],
      ['fix', 180],
      ['visit', 720],
    ]);
  });

  it('to a customer who goes over our heads counts from then, and what we said before does not count', () => {
    promised('ESC-1-1-3-12');
    tell('08:00', { kind: 'reported' });
    tell('08:20', { kind: 'milestone', milestone: 'contacted' });
    tell('14:00', { kind: 'reported', escalated: true });
    expect(clock('contact', '14:05')).toMatchObject({ state: 'running', dueAt: time('14:10') });
    tell('14:08', { kind: 'milestone', milestone: 'contacted' });
    tell('15:00', { kind: 'reported', escalated: true });
    expect(clock('contact', '15:30')).toMatchObject({ state: 'met', startedAt: time('14:00') });
  });
});
