import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import type { Ledger } from '../../src/ledger/port.ts';
import { createMemorySeries } from '../../src/series/memory/memory-series.ts';
import type { SeriesStore } from '../../src/series/port.ts';
import { SeriesUnavailable } from '../../src/series/port.ts';
import type { WholeServer } from './whole-server.ts';
import { startWholeServer } from './whole-server.ts';

const MIB = 1024 * 1024;

let server: WholeServer;

afterEach(() => server.stop());

/** A store behind a switch that notes what it is given, as device/seq. */
function switchedStore() {
  const memory = createMemorySeries();
  const self = { isAway: false, written: [] as string[] };
  const refuse = (): Promise<never> => Promise.reject(new SeriesUnavailable('away'));
  const store: SeriesStore = {
    ...memory,
    async write(samples, mark) {
      if (self.isAway) return refuse();
      for (const { device, seq } of samples) self.written.push(`${device}/${seq}`);
      return memory.write(samples, mark);
    },
    mark: (name) => (self.isAway ? refuse() : memory.mark(name)),
  };
  return { ...self, store, set: (isAway: boolean) => void (self.isAway = isAway) };
}

function switchedLedger() {
  const memory = createMemoryLedger();
  let isAway = false;
  const ledger: Ledger = {
    ...memory,
    commit(checkpoint) {
      if (isAway) throw new Error('database or disk is full');
      memory.commit(checkpoint);
    },
  };
  return { ledger, set: (to: boolean) => void (isAway = to) };
}

describe('the series store away for an hour', { timeout: 180_000 }, () => {
  it('costs nothing: all waits on disk within its bound, judgement goes on, and on return it is there in order, once', async () => {
    const series = switchedStore();
    const maxBytes = 16 * MIB;
    const fullest = { bytes: 0 };
    server = startWholeServer({
      store: series.store,
      maxBytes,
      watch: ({ journalBytes }) => (fullest.bytes = Math.max(fullest.bytes, journalBytes())),
    });
    await server.live(20);
    expect(server.health().status).toBe('ok');
    expect(server.facts).toEqual([]);
    const before = series.written.length;

    series.set(true);
    await server.live(10);
    server.silence('pon-3');
    await server.live(15);
    expect(server.story()).toContain('opened outage pon-3');
    server.restore('pon-3');
    await server.live(35);
    expect(server.health()).toMatchObject({
      status: 'degraded',
      checks: { series: { ok: false, detail: 'away' } },
    });
    expect(server.health().checks.ingest_lag_ms).toBeGreaterThan(59 * 60_000);
    expect(series.written.length).toBe(before);
    expect(server.story().filter((line) => line.includes('platform'))).toEqual(['opened platform platform']);
    expect(server.story().filter((line) => line.includes('outage'))).toEqual([
      'opened outage pon-3',
      'recovered outage pon-3',
    ]);
    expect(fullest.bytes).toBeGreaterThan(3 * MIB);
    expect(fullest.bytes).toBeLessThan(maxBytes);

    series.set(false);
    await server.live(45);
    expect(server.health().status).toBe('ok');
    expect(server.story()).toEqual([
      'opened platform platform',
      'opened outage pon-3',
      'recovered outage pon-3',
      'recovered platform platform',
      'closed outage pon-3',
      'closed platform platform',
    ]);
    expect(server.waiting()).toBe(0);
    expect(server.acknowledged.length).toBeGreaterThan(13_000);
    expect(series.written).toEqual(server.acknowledged);
    expect(server.journalBytes()).toBeLessThan(maxBytes / 4);
  });
});

describe('the series store and the ledger away together', { timeout: 180_000 }, () => {
  it('are one incident, and outages are called and shown all the same', async () => {
    const series = switchedStore();
    const { ledger, set } = switchedLedger();
    server = startWholeServer({ store: series.store, ledger });
    await server.live(20);
    series.set(true);
    await server.live(5);
    set(true);
    server.silence('pon-1');
    await server.live(10);
    expect(server.incidents().map(({ type, state }) => `${type} ${state}`)).toEqual([
      'platform open',
      'outage open',
    ]);
    const [platform] = server.incidents();
    expect(platform).toMatchObject({ severity: 'major' });
    expect(Object.keys(platform?.because['parts'] ?? {})).toEqual(['series', 'ledger']);
    expect(ledger.incident(server.incidents()[1]?.id ?? '')).toBeUndefined();

    set(false);
    series.set(false);
    server.restore('pon-1');
    await server.live(60);
    expect(server.story().filter((line) => line.startsWith('opened'))).toHaveLength(2);
    for (const { id } of server.facts.filter(({ change }) => change === 'opened')) {
      expect(ledger.incident(id)?.state).toBe('closed');
      const told = server.facts.filter((fact) => fact.id === id).map(({ change }) => change);
      expect(ledger.timeline(id, 1_000).map(({ change }) => change)).toEqual(told);
    }
    expect(series.written).toEqual(server.acknowledged);
  });
});

describe('a journal at its bound', { timeout: 180_000 }, () => {
  it('takes nothing more, calls nobody lost for it, and loses nothing once the store is back', async () => {
    const series = switchedStore();
    const maxBytes = MIB;
    let fullest = 0;
    server = startWholeServer({
      store: series.store,
      maxBytes,
      watch: ({ journalBytes }) => (fullest = Math.max(fullest, journalBytes())),
    });
    await server.live(20);
    series.set(true);
    await server.live(30);
    const { checks } = server.health();
    expect(checks.journal).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`${MIB} bytes`) as string,
    });
    expect(fullest).toBeLessThanOrEqual(maxBytes);
    expect(server.waiting()).toBeGreaterThan(1_000);
    expect(server.story()).toEqual(['opened platform platform']);
    const [incident] = server.incidents();
    expect(incident).toMatchObject({ severity: 'major', affected: { lost: 0, monitored: 120 } });
    expect(Object.keys(incident?.because['parts'] ?? {})).toEqual(['series', 'journal']);

    series.set(false);
    await server.live(45);
    expect(server.waiting()).toBe(0);
    expect(server.health().status).toBe('ok');
    expect(server.story()).toEqual([
      'opened platform platform',
      'recovered platform platform',
      'closed platform platform',
    ]);
    expect([...series.written].sort()).toEqual([...server.acknowledged].sort());
    expect(new Set(series.written).size).toBe(series.written.length);
    expect(server.acknowledged).toHaveLength(120 * 95);
  });
});
