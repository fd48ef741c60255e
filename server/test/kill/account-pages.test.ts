import type { HandlingFact, Incident, OutboxMessage, PageFact } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { KeptCase, KeptPages } from './account-pages.ts';
import {
  accountDeliveries,
  brokenPromises,
  deedFaults,
  numberingFaults,
  orderFaults,
  unexplained,
} from './account-pages.ts';
import type { Deed } from './acting.ts';
import type { Delivery } from './receiver.ts';

const ENDED = 1_000_000;
const RIGHT = { neverTaken: [], stuck: [], invented: [], doubled: [], altered: [] };

const incident = (id: string, over: Partial<Incident> = {}) =>
  ({ id, type: 'outage', severity: 'major', state: 'open', ...over }) as Incident;

const page = (over: Partial<PageFact> = {}): PageFact => ({
  ...{ at: 10, kind: 'page', change: 'decided', id: 'a', about: 'opened', verdicts: [] },
  ...{ person: { id: 'p', name: '示例' }, message: 'm', because: { reason: 'goes_at_once', dueAt: 10 } },
  ...over,
});

const noted = (why: string) => ({ kind: 'handling', change: 'noted', id: 'a', why }) as HandlingFact;

function kept(facts: readonly (PageFact | HandlingFact)[], over: Partial<KeptCase> = {}): KeptCase {
  const lines = facts.map((fact, i) => ({ n: i + 1, fact }));
  return { incident: incident('a'), said: lines.length, lines, ...over };
}

const message = (id: string, over: Partial<OutboxMessage> = {}) =>
  ({
    ...{ id, about: 'opened', person: 'p', incidents: ['a'], at: 10, dueAt: 10, state: 'sent' },
    ...over,
  }) as OutboxMessage;

const delivery = (key: string, at: number, over: Partial<Delivery> = {}): Delivery => ({
  ...{ key, person: 'p', status: 'firing', incidents: ['a'], at, treatment: 'taken' },
  ...over,
});

const pages = (over: Partial<KeptPages>): KeptPages => ({ cases: [], messages: [], endedAt: ENDED, ...over });

describe('the account of pages', () => {
  it('names timelines with a line too few or too many, or with a hole', () => {
    const whole = kept([page()]);
    const hole = kept([], { lines: [{ n: 2, fact: page() }], said: 1 });
    expect(numberingFaults(pages({ cases: [whole, kept([], { said: undefined })] }))).toEqual([]);
    expect(numberingFaults(pages({ cases: [kept([page()], { said: 2 })] }))).toHaveLength(1);
    expect(numberingFaults(pages({ cases: [hole] }))).toHaveLength(1);
  });

  it('names incidents of weight of which nobody says why', () => {
    const info = kept([], { incident: incident('b', { severity: 'info' }) });
    expect(unexplained(pages({ cases: [kept([page()]), info] }))).toEqual([]);
    expect(unexplained(pages({ cases: [kept([])] }))).toHaveLength(1);
    expect(unexplained(pages({ cases: [kept([page({ because: {} })])] }))).toHaveLength(1);
  });

  it('names messages that were promised for a time that has come, and are not there', () => {
    const cases = [kept([page()])];
    expect(brokenPromises(pages({ cases, messages: [message('m')] }))).toEqual([]);
    expect(brokenPromises(pages({ cases, messages: [message('m', { incidents: [] })] }))).toHaveLength(1);
    expect(brokenPromises(pages({ cases }))).toHaveLength(1);
    const later = page({ because: { reason: 'goes_into_digest', dueAt: ENDED } });
    const takenOut = page({ message: null, because: { reason: 'acknowledged' } });
    expect(brokenPromises(pages({ cases: [kept([later])] }))).toEqual([]);
    expect(brokenPromises(pages({ cases: [kept([page(), takenOut])] }))).toEqual([]);
  });

  it('takes a duplicate for each kill between, and no other', () => {
    const messages = [message('m')];
    const account = (times: readonly number[], kills: readonly number[]) =>
      accountDeliveries(
        pages({ messages }),
        times.map((at) => delivery('m', at)),
        kills,
      );
    expect(account([20_000], [])).toEqual(RIGHT);
    expect(account([20_000, 30_000], [21_000])).toEqual(RIGHT);
    expect(account([20_000, 30_000], [31_000]).doubled).toHaveLength(1);
    expect(account([20_000, 30_000, 40_000], [21_000]).doubled).toHaveLength(1);
  });

  it('names messages that nobody has taken, that wait too long, that nobody wrote, and that are others', () => {
    const account = (some: readonly OutboxMessage[], deliveries: readonly Delivery[]) =>
      accountDeliveries(pages({ messages: some }), deliveries, []);
    const refused = delivery('m', 20_000, { treatment: 'failed' });
    expect(account([message('m')], [refused]).neverTaken).toHaveLength(1);
    expect(account([message('m', { state: 'waiting' })], []).stuck).toHaveLength(1);
    expect(account([message('m', { state: 'waiting', dueAt: ENDED })], [])).toEqual(RIGHT);
    expect(account([], [delivery('x', 1)]).invented).toEqual(['x']);
    expect(account([message('m')], [delivery('m', 1, { person: 'q' })]).altered).toEqual(['m']);
  });

  it('names what was heard in another order than it was written in', () => {
    const recovery = message('r', { about: 'recovered', at: 50 });
    const faults = (some: OutboxMessage[], ...taken: Delivery[]) =>
      orderFaults(pages({ messages: some }), taken);
    expect(faults([message('m'), recovery], delivery('m', 20), delivery('r', 60))).toEqual([]);
    expect(faults([message('m'), recovery], delivery('r', 60), delivery('m', 70))).toHaveLength(1);
    expect(faults([message('m'), recovery], delivery('r', 60))).toHaveLength(1);
    expect(faults([message('m', { state: 'given_up' }), recovery], delivery('r', 60))).toEqual([]);
    expect(faults([recovery], delivery('r', 60))).toHaveLength(1);
  });

  it('wants what was answered as done there once, and what was refused not at all', () => {
    const deed = (status: number | undefined): Deed => ({ act: 'note', words: 'w', status });
    const faults = (times: number, status: number | undefined) =>
      deedFaults(pages({ cases: [kept(Array.from({ length: times }, () => noted('w')))] }), [deed(status)]);
    expect([1, 0, 2].map((times) => faults(times, 200).length)).toEqual([0, 1, 1]);
    expect([0, 1].map((times) => faults(times, 409).length)).toEqual([0, 1]);
    expect([0, 1, 2].map((times) => faults(times, undefined).length)).toEqual([0, 0, 1]);
  });
});
