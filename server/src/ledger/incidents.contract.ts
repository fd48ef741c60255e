import type { Incident, IncidentFact } from '@fengsui/config/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenLedger } from './ledger.contract.ts';
import { createMemoryLedger } from './memory/memory-ledger.ts';
import type { Checkpoint, IncidentQuery, Ledger } from './port.ts';

function incident(id: string, over: Partial<Incident> = {}): Incident {
  return {
    id,
    type: 'outage',
    scope: { kind: 'node', id: 'hub-1' },
    severity: 'major',
    cause: 'UNKNOWN',
    affected: { lost: 3, monitored: 4, homes: 120, population: 400 },
    because: { words: { zh: '三台同时失联', en: 'three fell silent' } },
    state: 'open',
    area: '441223001',
    since: 90,
    openedAt: 100,
    updatedAt: 100,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
    ...over,
  };
}

function fact(id: string, at: number, change: IncidentFact['change'], over: Partial<IncidentFact> = {}) {
  const { type, scope, severity, cause, affected, because } = incident(id);
  return {
    at,
    kind: 'incident',
    change,
    id,
    type,
    scope,
    severity,
    cause,
    affected,
    because,
    ...over,
  } satisfies IncidentFact;
}

const step = (more: Partial<Checkpoint>): Checkpoint => ({
  journal: 'j',
  offset: 1,
  devices: [],
  transitions: [],
  ...more,
});

/** The part of the suite that is about incidents and about what the core's parts keep. */
export function describeIncidents(name: string, open: () => OpenLedger): void {
  describe(`${name} as a ledger of incidents`, () => {
    let opened: OpenLedger;
    let ledger: Ledger;
    const ids = (query: Partial<IncidentQuery> = {}) =>
      ledger.incidents({ limit: 100, ...query }).map(({ id }) => id);
    const put = (...incidents: Incident[]) => ledger.commit(step({ incidents }));

    beforeEach(() => {
      opened = open();
      ledger = opened.ledger;
    });
    afterEach(() => opened.cleanup());

    it('starts without incidents, timelines and parts', () => {
      expect(ids()).toEqual([]);
      expect(ledger.incident('1')).toBeUndefined();
      expect(ledger.timeline('1', 10)).toEqual([]);
      expect(ledger.parts()).toEqual({});
    });

    it('keeps an incident as it stands last, whole', () => {
      put(incident('1'), incident("o'b"));
      const closed = incident('1', { state: 'closed', closedAt: 900, because: { deep: [{ x: null }] } });
      put(closed);
      expect(ledger.incident('1')).toEqual(closed);
      expect(ledger.incident("o'b")).toEqual(incident("o'b"));
      expect(ledger.incident("' OR 1=1 --")).toBeUndefined();
    });

    it('gives those that were opened last first, and of one instant the greatest id', () => {
      put(
        incident('b', { openedAt: 5 }),
        incident('a', { openedAt: 5 }),
        incident('c', { openedAt: 4 }),
        incident('d', { openedAt: 9 }),
      );
      expect(ids()).toEqual(['d', 'b', 'a', 'c']);
      expect(ids({ limit: 2 })).toEqual(['d', 'b']);
    });

    it('asks by state, type, area and time of opening', () => {
      put(
        incident('1', { openedAt: 1, type: 'device_down' }),
        incident('2', { openedAt: 2, state: 'closed', closedAt: 7 }),
        incident('3', { openedAt: 3, area: '441202' }),
        incident('4', { openedAt: 4, state: 'merged', closedAt: 8, area: '' }),
      );
      expect(ids({ states: ['closed', 'merged'] })).toEqual(['4', '2']);
      expect(ids({ states: [] })).toEqual([]);
      expect(ids({ type: 'device_down' })).toEqual(['1']);
      expect(ids({ from: 2, to: 4 })).toEqual(['3', '2']);
      expect(ids({ within: (area) => area.startsWith('441223') })).toEqual(['2', '1']);
      expect(ids({ within: () => false })).toEqual([]);
      expect(ids({ within: (area) => area !== '441202', states: ['open'], to: 9, limit: 5 })).toEqual(['1']);
    });

    it('pages through without gap or repetition, while incidents change and come', () => {
      const many = Array.from({ length: 25 }, (_, i) => incident(`i${10 + i}`, { openedAt: i % 7 }));
      put(...many);
      const all = ledger.incidents({ limit: 100 });
      const seen: string[] = [];
      let after: IncidentQuery['after'];
      for (;;) {
        const page = ledger.incidents({ limit: 4, ...(after && { after }) });
        const last = page.at(-1);
        if (!last) break;
        seen.push(...page.map(({ id }) => id));
        after = { openedAt: last.openedAt, id: last.id };
        put(incident(`new-${seen.length}`, { openedAt: 99 }), { ...last, state: 'closed', closedAt: 50 });
      }
      expect(seen).toEqual(all.map(({ id }) => id));
    });

    it('keeps a timeline for each incident in the order in which it came, each fact once', () => {
      const facts = [fact('1', 5, 'opened'), fact('1', 5, 'updated'), fact('2', 6, 'opened')];
      ledger.commit(step({ incidentFacts: facts }));
      const again = [facts[0]!, fact('1', 5, 'updated', { severity: 'critical' }), fact('1', 9, 'closed')];
      ledger.commit(step({ incidentFacts: again }));
      expect(ledger.timeline('1', 10)).toEqual([facts[0], facts[1], again[2]]);
      expect(ledger.timeline('1', 2)).toEqual([facts[1], again[2]]);
      expect(ledger.timeline('2', 10)).toEqual([facts[2]]);
      expect(ledger.timeline("1' OR '1'='1", 10)).toEqual([]);
    });

    it('keeps what each part of the core kept last', () => {
      ledger.commit(step({ parts: { book: '{"count":1}', outage: '[]' } }));
      ledger.commit(step({ parts: { book: '{"count":2,"name":"镇"}' } }));
      ledger.commit(step({}));
      expect(ledger.parts()).toEqual({ book: '{"count":2,"name":"镇"}', outage: '[]' });
    });

    it('has all of it again after it was closed and opened', ({ skip }) => {
      if (!opened.reopen) return skip('nothing outlives this ledger');
      const facts = [fact('1', 5, 'opened')];
      ledger.commit(step({ incidents: [incident('1')], incidentFacts: facts, parts: { book: '1' } }));
      ledger = opened.reopen();
      expect([ledger.incident('1'), ledger.timeline('1', 9), ledger.parts()]).toEqual([
        incident('1'),
        facts,
        { book: '1' },
      ]);
    });

    it('cannot be changed through what it was given or what it gives', () => {
      const given = incident('1');
      put(given);
      given.affected.lost = 99;
      const got = ledger.incident('1');
      if (got) got.affected.lost = 98;
      expect(ledger.incident('1')?.affected.lost).toBe(3);
    });

    it('answers any question as plain maps in memory would', () => {
      let run = 0;
      fc.assert(
        fc.property(fc.array(incidents, { maxLength: 12 }), question, (list, { from, after, ...asked }) => {
          const prefix = `${++run}-`;
          const own = list.map((one) => ({ ...one, id: prefix + one.id, area: prefix + one.area }));
          const model = createMemoryLedger();
          for (const one of [model, ledger]) one.commit(step({ incidents: own }));
          const query = {
            ...asked,
            from,
            within: (area: string) => area.startsWith(prefix) && !area.endsWith('x'),
            after: { openedAt: after.openedAt, id: prefix + after.id },
          };
          expect(ledger.incidents(query)).toEqual(model.incidents(query));
        }),
        { numRuns: 40 },
      );
    });
  });
}

const states = fc.constantFrom('open', 'recovered', 'closed', 'merged');
const incidents = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', "g'"),
    openedAt: fc.nat(6),
    state: states,
    area: fc.constantFrom('', 'x', '4412'),
    type: fc.constantFrom('outage', 'power'),
  })
  .map(({ id, ...over }) => incident(id, over));
const question = fc.record({
  states: fc.uniqueArray(states),
  from: fc.nat(4),
  to: fc.nat(9),
  after: fc.record({ openedAt: fc.nat(8), id: fc.constantFrom('a', 'c', 'zz') }),
  limit: fc.integer({ min: 1, max: 5 }),
});
