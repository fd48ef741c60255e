import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeCounties } from './county.contract.ts';
import { describeDesk } from './desk.contract.ts';
import { describeIncidents } from './incidents.contract.ts';
import { createMemoryLedger } from './memory/memory-ledger.ts';
import type { Checkpoint, Ledger, LinkTransition } from './port.ts';

export interface OpenLedger {
  ledger: Ledger;
  /** Closes the ledger and opens the same data anew; absent where nothing outlives the ledger. */
  reopen?(): Ledger;
  cleanup(): void;
}

const J = 'journal';
const ALL = { device: 'stb-1', from: 0, to: 1e12, limit: 100 };

function link(at: number, to: string, more: Partial<LinkTransition> = {}): LinkTransition {
  return { device: 'stb-1', at, from: 'ONLINE', to, because: 'silence', ...more };
}

function step(offset: number, more: Partial<Checkpoint> = {}): Checkpoint {
  return { journal: J, offset, devices: [], transitions: [], ...more };
}

/** Every adapter of Ledger passes this suite. `open` gives an empty ledger each time. */
export function describeLedger(name: string, open: () => OpenLedger): void {
  describeIncidents(name, open);
  describeCounties(name, open);
  describeDesk(name, open);
  describe(`${name} as a ledger`, () => {
    let opened: OpenLedger;
    let ledger: Ledger;
    const devices = () => Object.fromEntries([...ledger.devices()].map(({ id, state }) => [id, state]));

    beforeEach(() => {
      opened = open();
      ledger = opened.ledger;
    });
    afterEach(() => opened.cleanup());

    it('starts empty', () => {
      expect(ledger.offset(J)).toBeUndefined();
      expect([...ledger.devices()]).toEqual([]);
      expect(ledger.transitions(ALL)).toEqual([]);
      expect(() => ledger.check()).not.toThrow();
    });

    it('remembers the offset of each journal, however long it has run', () => {
      ledger.commit(step(0, { journal: 'a' }));
      ledger.commit(step(70));
      ledger.commit(step(2 ** 52));
      expect([ledger.offset('a'), ledger.offset(J), ledger.offset("' OR 1=1 --")]).toEqual([
        0,
        2 ** 52,
        undefined,
      ]);
    });

    it('keeps the last state of every device, whatever it is called', () => {
      ledger.commit(
        step(1, {
          devices: [
            { id: 'stb-1', state: '{"n":1}' },
            { id: 'o\'b "x" 设备', state: '' },
          ],
        }),
      );
      ledger.commit(step(2, { devices: [{ id: 'stb-1', state: '{"n":2,"name":"一号 🗼"}' }] }));
      expect(devices()).toEqual({ 'stb-1': '{"n":2,"name":"一号 🗼"}', 'o\'b "x" 设备': '' });
    });

    it('gives every one of very many devices once, in order of ids', () => {
      const many = Array.from({ length: 2_500 }, (_, i) => ({ id: `stb-${i}`, state: `${i}` }));
      ledger.commit(step(1, { devices: many }));
      const ids = [...ledger.devices()].map(({ id }) => id);
      expect(ids).toEqual(many.map(({ id }) => id).sort());
    });

    it('may be written after its devices were read only in part', () => {
      const many = Array.from({ length: 2_500 }, (_, i) => ({ id: `stb-${i}`, state: 'old' }));
      ledger.commit(step(1, { devices: many }));
      const [first] = ledger.devices();
      ledger.commit(step(2, { devices: [{ id: first?.id ?? '', state: 'new' }] }));
      expect(Object.values(devices()).filter((state) => state === 'new')).toHaveLength(1);
    });

    it('gives the transitions of one device within a window, newest first', () => {
      const own = [100, 300, 200, 400].map((at) => link(at, 'OFFLINE'));
      ledger.commit(step(1, { transitions: [...own, link(250, 'OFFLINE', { device: 'stb-2' })] }));
      const times = (query: object) => ledger.transitions({ ...ALL, ...query }).map(({ at }) => at);
      expect(times({})).toEqual([400, 300, 200, 100]);
      expect(times({ from: 200, to: 400 })).toEqual([300, 200]);
      expect(times({ limit: 1 })).toEqual([400]);
      expect(times({ device: 'stb-2' })).toEqual([250]);
      expect(times({ device: "stb-1' OR '1'='1" })).toEqual([]);
    });

    it('gives the last of one instant first', () => {
      ledger.commit(step(1, { transitions: [link(5, 'SUSPECT'), link(5, 'OFFLINE', { from: 'SUSPECT' })] }));
      expect(ledger.transitions(ALL).map(({ to }) => to)).toEqual(['OFFLINE', 'SUSPECT']);
    });

    it('counts the same transition once, however often and in whatever step it comes', () => {
      const again = { transitions: [link(5, 'OFFLINE'), link(5, 'OFFLINE'), link(9, 'ONLINE')] };
      ledger.commit(step(1, again));
      ledger.commit(step(2, again));
      ledger.commit(step(3, { transitions: [link(5, 'OFFLINE', { because: 'will' })] }));
      expect(ledger.transitions(ALL)).toEqual([link(9, 'ONLINE'), link(5, 'OFFLINE')]);
    });

    it('takes very many transitions at once, with the same ones among them', () => {
      const many = Array.from({ length: 350 }, (_, i) => link(i % 300, 'OFFLINE', { because: `${i}` }));
      ledger.commit(step(1, { transitions: many }));
      const kept = ledger.transitions({ ...ALL, limit: 1_000 }).map(({ because }) => Number(because));
      expect(kept).toEqual(Array.from({ length: 300 }, (_, i) => 299 - i));
    });

    it('has everything again after it was closed and opened', ({ skip }) => {
      if (!opened.reopen) return skip('nothing outlives this ledger');
      const transitions = [link(5, 'OFFLINE')];
      ledger.commit(step(7, { devices: [{ id: 'stb-1', state: '{}' }], transitions }));
      ledger = opened.reopen();
      expect([ledger.offset(J), devices(), ledger.transitions(ALL)]).toEqual([
        7,
        { 'stb-1': '{}' },
        transitions,
      ]);
    });

    it('may be closed twice, and fails from then on', () => {
      ledger.close();
      ledger.close();
      expect(() => ledger.check()).toThrow();
      expect(() => ledger.commit(step(1))).toThrow();
      expect(() => ledger.offset(J)).toThrow();
      expect(() => [...ledger.devices()]).toThrow();
      expect(() => ledger.transitions(ALL)).toThrow();
      expect(() => ledger.incidents({ limit: 1 })).toThrow();
      expect(() => ledger.incident('1')).toThrow();
      expect(() => ledger.timeline('1', 1)).toThrow();
      expect(() => ledger.parts()).toThrow();
    });

    it('answers as plain maps in memory would, after any steps', () => {
      let run = 0;
      fc.assert(
        fc.property(fc.array(steps, { maxLength: 20 }), (taken) => {
          const model = createMemoryLedger();
          const prefix = `run-${++run}-`;
          for (const { offset, devices, transitions } of taken) {
            const checkpoint = {
              journal: prefix,
              offset,
              devices: devices.map(({ id, state }) => ({ id: prefix + id, state })),
              transitions: transitions.map((one) => ({ ...one, device: prefix + one.device })),
            };
            model.commit(checkpoint);
            ledger.commit(checkpoint);
          }
          const answers = (one: Ledger) => [
            one.offset(prefix),
            [...one.devices()]
              .filter(({ id }) => id.startsWith(prefix))
              .sort((a, b) => (a.id < b.id ? -1 : 1)),
            NAMES.map((id) => one.transitions({ device: prefix + id, from: 2, to: 9, limit: 5 })),
          ];
          expect(answers(ledger)).toEqual(answers(model));
        }),
        { numRuns: 30 },
      );
    });
  });
}

const NAMES = ['a', 'b', "c'"] as const;
const state = fc.constantFrom('ONLINE', 'SUSPECT', 'OFFLINE');
const steps = fc.record({
  offset: fc.nat(),
  devices: fc.array(fc.record({ id: fc.constantFrom(...NAMES), state: fc.string() }), { maxLength: 5 }),
  transitions: fc.array(
    fc.record({
      device: fc.constantFrom(...NAMES),
      at: fc.nat(10),
      from: state,
      to: state,
      because: fc.string(),
    }),
    { maxLength: 8 },
  ),
});
