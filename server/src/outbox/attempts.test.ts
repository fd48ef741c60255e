import type { OutboxMessage, Sent } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passOver, settle } from './attempts.ts';
import { aWaiting } from './waiting-message.ts';

const AT = 1_763_596_800_000;
const later = (over: object = {}): Sent => ({ ok: false, kind: 'later', why: 'HTTP 500', ...over });
const never: Sent = { ok: false, kind: 'never', why: 'HTTP 404' };
const most = () => 0.999_999_999;

/** Waits in seconds after each of these failures, with the greatest jitter. */
function waits(message: OutboxMessage, times: number): number[] {
  let now = AT;
  let current = message;
  return Array.from({ length: times }, () => {
    current = settle(current, later(), now, most);
    const waitMs = current.dueAt - now;
    now = current.dueAt;
    return Math.round(waitMs / 1000);
  });
}

describe('a message after a try', () => {
  it('is sent', () => {
    const sent = settle(aWaiting({ tries: 1, lastError: 'x' }), { ok: true }, AT, most);
    expect(sent).toMatchObject({ state: 'sent', sentAt: AT, tries: 2, lastError: null });
  });

  it('waits up to 5, 10 and 20 s, and goes the next way after the fourth failure', () => {
    const message = aWaiting({ ways: ['sms', 'mail'] });
    expect(waits(message, 4)).toEqual([5, 10, 20, 0]);
    const after = [1, 2, 3, 4].reduce((one) => settle(one, later(), AT, most), message);
    expect(after).toMatchObject({ way: 1, tries: 0, dueAt: AT, state: 'waiting', lastError: 'HTTP 500' });
  });

  it('waits anything from nothing to the bound', () => {
    expect(settle(aWaiting(), later(), AT, () => 0).dueAt).toBe(AT);
    expect(settle(aWaiting(), later(), AT, () => 0.5).dueAt).toBe(AT + 2_500);
  });

  it('waits as long as the other side asks for, an hour at most', () => {
    expect(settle(aWaiting(), later({ afterMs: 90_000 }), AT, most).dueAt).toBe(AT + 90_000);
    expect(settle(aWaiting(), later({ afterMs: 86_400_000 }), AT, most).dueAt).toBe(AT + 3_600_000);
  });

  it('goes another way rather than wait for more than two minutes', () => {
    const message = aWaiting({ ways: ['dingtalk', 'sms'] });
    expect(settle(message, later({ afterMs: 600_000 }), AT, most)).toMatchObject({ way: 1, dueAt: AT });
  });

  it('goes the next way at once where this one never leads there, and is given up after the last', () => {
    const second = settle(aWaiting({ ways: ['a', 'b'] }), never, AT, most);
    expect(second).toMatchObject({ way: 1, tries: 0, state: 'waiting' });
    expect(settle(second, never, AT, most)).toMatchObject({
      way: 1,
      state: 'given_up',
      lastError: 'HTTP 404',
    });
  });

  it('that leaves a way untried has not failed there', () => {
    expect(passOver(aWaiting({ ways: ['a', 'b'] }), 'shut', AT)).toMatchObject({
      way: 1,
      tries: 0,
      lastError: 'shut',
    });
  });

  it('always comes to an end, after four tries a way at most, and keeps its key', () => {
    const outcome = fc.oneof(
      fc.constant(never),
      fc.record({ afterMs: fc.nat(10_000_000), why: fc.string() }).map(later),
      fc.constant(later()),
    );
    fc.assert(
      fc.property(fc.infiniteStream(outcome), fc.integer({ min: 1, max: 8 }), (outcomes, count) => {
        let message = aWaiting({ ways: Array.from({ length: count }, (_, i) => `way-${i}`) });
        let tries = 0;
        for (const sent of outcomes) {
          if (message.state !== 'waiting') break;
          const before = message;
          message = settle(before, sent, before.dueAt, most);
          tries += 1;
          expect(message.dueAt).toBeGreaterThanOrEqual(before.dueAt);
          expect(message.id).toBe(before.id);
        }
        expect(message.state).toBe('given_up');
        expect(tries).toBeLessThanOrEqual(4 * count);
      }),
    );
  });
});
