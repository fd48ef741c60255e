import type { Incident, IncidentFact } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandOver } from './county/port.ts';
import type { CaseRecord, DeskFact } from './desk/port.ts';
import type { OpenLedger } from './ledger.contract.ts';
import type { Checkpoint, Ledger } from './port.ts';

const X = '441223';
const Y = '441284';

const device = (id: string, county: string) => ({ id, state: JSON.stringify({ id, county, n: 1 }) });
const link = (device: string, at: number, to: string) => ({
  device,
  at,
  from: 'ONLINE',
  to,
  because: 'will',
});

const incident = (id: string, area: string): Incident => ({
  id,
  type: 'outage',
  scope: { kind: 'node', id: 'hub-1' },
  severity: 'major',
  cause: 'UNKNOWN',
  affected: { lost: 3, monitored: 4, homes: 120, population: 400 },
  because: {},
  state: 'open',
  area,
  since: 90,
  openedAt: 100,
  updatedAt: 100,
  recoveredAt: null,
  closedAt: null,
  reopened: 0,
  flapping: false,
});

function fact(id: string, at: number, change: IncidentFact['change'] = 'opened'): IncidentFact {
  const { type, scope, severity, cause, affected } = incident(id, X);
  return { at, kind: 'incident', change, id, type, scope, severity, cause, affected, because: {} };
}

const kase = (id: string, area: string): CaseRecord => ({
  id,
  team: 't',
  area,
  openedAt: 100,
  closedAt: null,
  state: '{}',
});

function line(id: string, n: number): DeskFact {
  const somebody = { id: 'wang', name: '王' };
  const by = { kind: 'person', ...somebody } as const;
  return {
    n,
    fact: {
      at: n,
      kind: 'handling',
      change: 'noted',
      id,
      by,
      why: null,
      stage: 'detected',
      owner: by,
      because: {},
    },
  };
}

const NOTHING = { devices: [], transitions: [], incidents: [], incidentFacts: [], cases: [], deskFacts: [] };

const WORLD: Checkpoint = {
  journal: 'j',
  offset: 7,
  devices: [device('b', X), device('a', X), device('c', Y), { id: 'odd', state: 'no JSON' }],
  transitions: [link('b', 9, 'OFFLINE'), link('c', 5, 'OFFLINE'), link('a', 5, 'OFFLINE')],
  incidents: [incident('2', `${X}100`), incident('1', X), incident('3', Y), incident('4', '')],
  incidentFacts: [fact('3', 1), fact('2', 2), fact('2', 3, 'updated'), fact('1', 4)],
  cases: [kase('2', `${X}100`), kase('3', Y)],
  deskFacts: [line('2', 2), line('2', 1), line('3', 1)],
  parts: { book: '[1,2,3]', outage: '{}' },
};

const step = (over: Partial<HandOver> = {}): HandOver => ({
  county: X,
  state: 'handed_over',
  bundle: 'bundle-1',
  peer: 'south',
  at: 50,
  ...over,
});

/** The part of the suite that is about counties that move from one server to another. */
export function describeCounties(name: string, open: () => OpenLedger): void {
  describe(`${name} as a ledger of counties`, () => {
    let opened: OpenLedger;
    let ledger: Ledger;

    beforeEach(() => {
      opened = open();
      ledger = opened.ledger;
      ledger.commit(WORLD);
    });
    afterEach(() => opened.cleanup());

    const taken = { ...WORLD, devices: WORLD.devices.slice(0, 2).reverse() };

    it('counts the devices of each county, as their states name it', () => {
      expect(ledger.counties()).toEqual({ [X]: 2, [Y]: 1 });
    });

    it('gives everything of one county', () => {
      const { devices, transitions, incidents, incidentFacts } = ledger.county(X);
      expect(devices).toEqual(taken.devices);
      expect(transitions).toEqual([link('b', 9, 'OFFLINE'), link('a', 5, 'OFFLINE')]);
      expect(incidents).toEqual([incident('1', X), incident('2', `${X}100`)]);
      expect(incidentFacts.map(({ id }) => id).sort()).toEqual(['1', '2', '2']);
      expect(incidentFacts.filter(({ id }) => id === '2').map(({ at }) => at)).toEqual([2, 3]);
      expect(ledger.county("' OR 1=1 --")).toEqual(NOTHING);
      expect(ledger.county(X).cases).toEqual([kase('2', `${X}100`)]);
      expect(ledger.county(X).deskFacts).toEqual([line('2', 1), line('2', 2)]);
    });

    it('takes a county out whole, and nothing else', () => {
      ledger.takeOut(step(), Buffer.from('packed'), { book: '[3]' });
      expect(ledger.county(X)).toEqual(NOTHING);
      expect(ledger.openCases()).toEqual([kase('3', Y)]);
      expect([ledger.handled('2', 9), ledger.handled('3', 9)]).toEqual([[], [line('3', 1).fact]]);
      expect([...ledger.devices()].map(({ id }) => id)).toEqual(['c', 'odd']);
      expect(ledger.county(Y).transitions).toEqual([link('c', 5, 'OFFLINE')]);
      expect(ledger.incidents({ limit: 9 }).map(({ id }) => id)).toEqual(['4', '3']);
      expect([ledger.timeline('2', 9), ledger.timeline('3', 9)]).toEqual([[], [fact('3', 1)]]);
      expect(ledger.parts()).toEqual({ book: '[3]', outage: '{}' });
      expect(ledger.offset('j')).toBe(7);
      expect(ledger.handOvers()).toEqual([step()]);
      expect(Buffer.from(ledger.bundle('bundle-1') ?? []).toString()).toBe('packed');
      expect(ledger.bundle('bundle-2')).toBeUndefined();
    });

    it('puts back what it has taken out, as it was, and lets go of the bundle', () => {
      const rows = ledger.county(X);
      ledger.takeOut(step(), Buffer.from('packed'), {});
      ledger.putIn(step({ state: 'taken', at: 60 }), rows, { book: '[1,2,3]' });
      expect(ledger.county(X)).toEqual(rows);
      expect(ledger.parts()).toEqual(WORLD.parts);
      expect(ledger.timeline('2', 9)).toEqual([fact('2', 2), fact('2', 3, 'updated')]);
      expect(ledger.handOvers().map(({ state }) => state)).toEqual(['handed_over', 'taken']);
      expect(ledger.bundle('bundle-1')).toBeUndefined();
    });

    it('remembers every step in order, over a closing as well', () => {
      const steps = [
        step({ state: 'awaited', bundle: '', peer: '' }),
        step({ state: 'abandoned', bundle: '', at: 51 }),
      ];
      for (const each of steps) ledger.noteHandOver(each);
      ledger = opened.reopen?.() ?? ledger;
      expect(ledger.handOvers()).toEqual(steps);
      expect(ledger.counties()).toEqual({ [X]: 2, [Y]: 1 });
    });

    it('fails once it is closed', () => {
      ledger.close();
      expect(() => ledger.counties()).toThrow();
      expect(() => ledger.county(X)).toThrow();
      expect(() => ledger.handOvers()).toThrow();
      expect(() => ledger.bundle('bundle-1')).toThrow();
      expect(() => ledger.noteHandOver(step())).toThrow();
      expect(() => ledger.takeOut(step(), Buffer.of(), {})).toThrow();
      expect(() => ledger.putIn(step(), WORLD as never, {})).toThrow();
    });
  });
}
