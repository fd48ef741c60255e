import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint, Ledger, LinkTransition } from './port.ts';

const move = (at: number, to: string, device = 'd-1'): LinkTransition => ({
  device,
  at,
  from: 'ONLINE',
  to,
  because: 'silence',
});
const all = { from: 0, to: 1e15, limit: 100 };

/** What every ledger must do. */
export function describeLedger(name: string, open: () => Ledger, cleanup: () => void): void {
  describe(`the ${name} ledger`, () => {
    let ledger: Ledger;
    const commit = (over: Partial<Checkpoint>): void =>
      ledger.commit({ journal: 'j', offset: 1, devices: [], transitions: [], ...over });

    beforeEach(() => {
      ledger = open();
    });

    afterEach(() => {
      ledger.close();
      cleanup();
    });

    it('knows nothing at first', () => {
      expect(ledger.offset('j')).toBeUndefined();
      expect([...ledger.devices()]).toEqual([]);
      expect(ledger.transitions({ device: 'd-1', ...all })).toEqual([]);
      expect(() => ledger.check()).not.toThrow();
    });

    it('keeps the newest state of each device, in order of their ids', () => {
      commit({
        devices: [
          { id: 'b', state: '1' },
          { id: 'a', state: '2' },
        ],
      });
      commit({ devices: [{ id: 'b', state: '{"名":"三"}' }] });
      expect([...ledger.devices()]).toEqual([
        { id: 'a', state: '2' },
        { id: 'b', state: '{"名":"三"}' },
      ]);
    });

    it('keeps an offset for each journal', () => {
      commit({ journal: 'j', offset: 5 });
      commit({ journal: 'k', offset: 2 ** 40 });
      commit({ journal: 'j', offset: 9 });
      expect(ledger.offset('j')).toBe(9);
      expect(ledger.offset('k')).toBe(2 ** 40);
      expect(ledger.offset('other')).toBeUndefined();
    });

    it('tells the moves of one link, newest first, within a span and a limit', () => {
      commit({
        transitions: [
          move(10, 'SUSPECT'),
          move(20, 'OFFLINE'),
          move(30, 'ONLINE'),
          move(20, 'OFFLINE', 'd-2'),
        ],
      });
      expect(ledger.transitions({ device: 'd-1', from: 10, to: 30, limit: 9 }).map(({ at }) => at)).toEqual([
        20, 10,
      ]);
      expect(ledger.transitions({ device: 'd-1', from: 0, to: 99, limit: 2 }).map(({ at }) => at)).toEqual([
        30, 20,
      ]);
    });

    it('counts the same move once, however often it is told', () => {
      commit({ transitions: [move(10, 'SUSPECT')] });
      commit({ transitions: [move(10, 'SUSPECT'), move(10, 'OFFLINE')] });
      expect(ledger.transitions({ device: 'd-1', ...all })).toHaveLength(2);
    });

    it('takes names as they are, whatever they hold', () => {
      const device = `o'brien"; DROP TABLE devices; --`;
      commit({ devices: [{ id: device, state: '1' }], transitions: [move(1, 'OFFLINE', device)] });
      expect([...ledger.devices()].map(({ id }) => id)).toEqual([device]);
      expect(ledger.transitions({ device, ...all })).toHaveLength(1);
    });
  });
}
