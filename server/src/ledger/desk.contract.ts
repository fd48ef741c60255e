import type { Actor, HandlingFact, OutboxMessage } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord, DeskRows } from './desk/port.ts';
import type { OpenLedger } from './ledger.contract.ts';
import type { Ledger } from './port.ts';

const WANG: Actor = { kind: 'person', id: 'wang', name: '王工（示例）' };

const kase = (id: string, over: Partial<CaseRecord> = {}): CaseRecord => ({
  id,
  team: 'guangning',
  area: '441223001',
  openedAt: 100,
  closedAt: null,
  state: `{"of":"${id}"}`,
  ...over,
});

function line(id: string, n: number, why = `line ${n}`): { n: number; fact: HandlingFact } {
  const owner = { kind: 'team', id: 'guangning', name: '广宁' } as const;
  const fact = {
    at: 100 + n,
    kind: 'handling',
    change: 'noted',
    id,
    by: WANG,
    why,
    stage: 'detected',
    owner,
    because: {},
  } as const;
  return { n, fact };
}

const message = (id: string, over: Partial<OutboxMessage> = {}): OutboxMessage => ({
  id,
  about: 'opened',
  person: 'wang',
  ways: [{ channel: 'wecom', address: '' }],
  way: 0,
  incidents: ['1'],
  text: { title: { zh: '中断', en: 'Outage' }, lines: [], severity: 'major', path: '/incidents/1' },
  at: 100,
  dueAt: 100,
  state: 'waiting',
  tries: 0,
  lastError: null,
  sentAt: null,
  ...over,
});

/** The part of the suite that is about what people do and what they keep. */
export function describeDesk(name: string, open: () => OpenLedger): void {
  describe(`${name} as a ledger of what people do`, () => {
    let opened: OpenLedger;
    let ledger: Ledger;
    const commit = (rows: Partial<DeskRows>) =>
      ledger.commit({ journal: 'j', offset: 1, devices: [], transitions: [], ...rows });

    beforeEach(() => {
      opened = open();
      ledger = opened.ledger;
    });
    afterEach(() => opened.cleanup());

    it('keeps the last state of a case, and knows which are open and which were', () => {
      commit({ cases: [kase('2'), kase('1'), kase('3', { openedAt: 300 })] });
      commit({ cases: [kase('1', { closedAt: 250, state: '{"over":true}' })] });
      expect(ledger.openCases().map(({ id }) => id)).toEqual(['2', '3']);
      expect(ledger.caseOf('1')).toEqual(kase('1', { closedAt: 250, state: '{"over":true}' }));
      expect(ledger.caseOf('9')).toBeUndefined();
      const within = (from: number, to: number, limit = 9) =>
        ledger.casesWithin({ from, to, limit }).map(({ id }) => id);
      expect(within(0, 100)).toEqual([]);
      expect(within(200, 301)).toEqual(['1', '2', '3']);
      expect(within(251, 300)).toEqual(['2']);
      expect(within(0, 999, 2)).toEqual(['1', '2']);
    });

    it('never changes a line of a timeline, and gives the newest of too many', () => {
      commit({ deskFacts: [line('1', 1), line('1', 2), line('2', 1)] });
      commit({ deskFacts: [line('1', 2, 'changed'), line('1', 3)] });
      expect(ledger.handled('1', 9).map((fact) => fact.kind === 'handling' && fact.why)).toEqual([
        'line 1',
        'line 2',
        'line 3',
      ]);
      expect(ledger.handled('1', 2).map(({ at }) => at)).toEqual([102, 103]);
      expect(ledger.handled('9', 2)).toEqual([]);
    });

    it('keeps messages as they stand, newest first', () => {
      commit({
        messages: [message('a'), message('b', { at: 200, person: 'li' }), message('c', { at: 200 })],
      });
      commit({ messages: [message('a', { state: 'sent', sentAt: 150 })] });
      const ids = (query: object) => ledger.messages({ limit: 9, ...query }).map(({ id }) => id);
      expect(ids({})).toEqual(['c', 'b', 'a']);
      expect(ids({ state: 'waiting' })).toEqual(['c', 'b']);
      expect(ids({ person: 'wang', to: 200 })).toEqual(['a']);
      expect(ids({ from: 200, limit: 1 })).toEqual(['c']);
      expect(ledger.message('a')?.sentAt).toBe(150);
      expect(ledger.message('z')).toBeUndefined();
    });

    it('has all of it after a restart', ({ skip }) => {
      if (!opened.reopen) return skip('nothing outlives this ledger');
      commit({ cases: [kase('1')], deskFacts: [line('1', 1)], messages: [message('a')] });
      ledger.records.put({ kind: 'team', id: 't', value: { a: 1 }, by: WANG, at: 1 });
      ledger = opened.reopen();
      expect(ledger.openCases()).toEqual([kase('1')]);
      expect(ledger.handled('1', 9)).toEqual([line('1', 1).fact]);
      expect(ledger.message('a')).toEqual(message('a'));
      expect(ledger.records.get('team', 't')?.value).toEqual({ a: 1 });
    });
  });

  describe(`${name} as a keeper of records`, () => {
    let opened: OpenLedger;
    beforeEach(() => void (opened = open()));
    afterEach(() => opened.cleanup());

    it('keeps the newest value of each, and every version that there was', () => {
      const { records } = opened.ledger;
      const of = { kind: 'person', id: 'wang', by: WANG } as const;
      expect(records.put({ ...of, at: 1, value: { name: '王' } })).toEqual({
        ...of,
        at: 1,
        version: 1,
        value: { name: '王' },
      });
      records.put({ ...of, at: 2, value: { name: '王工' } });
      records.put({ ...of, id: 'li', at: 2, value: null });
      expect(records.all('person').map(({ id, version }) => [id, version])).toEqual([
        ['li', 1],
        ['wang', 2],
      ]);
      expect(records.remove({ ...of, at: 3 })).toBe(true);
      expect(records.remove({ ...of, at: 3 })).toBe(false);
      expect(records.get('person', 'wang')).toBeUndefined();
      expect(records.put({ ...of, at: 4, value: 1 })).toMatchObject({ version: 4 });
      const versions = records.history('person', 'wang', 3);
      expect(versions.map(({ version, isRemoved, value }) => [version, isRemoved, value])).toEqual([
        [4, false, 1],
        [3, true, null],
        [2, false, { name: '王工' }],
      ]);
      expect(records.all('team')).toEqual([]);
    });

    it('refuses a change of what has changed meanwhile', () => {
      const { records } = opened.ledger;
      const of = { kind: 'team', id: 't', by: WANG, at: 1 } as const;
      expect(records.put({ ...of, value: 1, version: 1 })).toBe('changed_meanwhile');
      expect(records.put({ ...of, value: 1, version: 0 })).toMatchObject({ version: 1 });
      expect(records.put({ ...of, value: 2, version: 0 })).toBe('changed_meanwhile');
      expect(records.get('team', 't')?.value).toBe(1);
    });
  });
}
