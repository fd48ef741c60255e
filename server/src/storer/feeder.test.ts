import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { encodeArrival } from '../journal/arrival-record.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/journal.ts';
import { createJournalReader } from '../journal/reader.ts';
import { createMemorySeries } from '../series/memory/memory-series.ts';
import type { SeriesStore } from '../series/port.ts';
import { SeriesUnavailable } from '../series/port.ts';
import type { Feeder } from './feeder.ts';
import { createFeeder } from './feeder.ts';
import { lagMs } from './storer.ts';

const START = 1_763_596_800_000;

let folder: string;
let journal: Journal;
let clock: FakeClock;
let memory: SeriesStore;
let isAway: boolean;
let feeder: Feeder;
let seq: number;

/** The memory store behind a switch: away, it refuses everything as an unreachable database would. */
function switched(store: SeriesStore): SeriesStore {
  const refuse = (): Promise<never> => Promise.reject(new SeriesUnavailable('away'));
  return {
    ...store,
    write: (...args) => (isAway ? refuse() : store.write(...args)),
    mark: (name) => (isAway ? refuse() : store.mark(name)),
  };
}

function startFeeder(log = pino({ level: 'silent' })): Feeder {
  return createFeeder({
    journal: createJournalReader(journal.place),
    store: switched(memory),
    clock,
    log,
    onChange: ({ stored }) => journal.release(stored),
  });
}

function arrive(count: number): void {
  for (let i = 0; i < count; i++) {
    const body = { v: 1, boot: 'b1', seq: ++seq, ts: START + seq, m: { 'sys.load1': seq } };
    const payload = Buffer.from(JSON.stringify(body));
    const topic = 'fengsui/v1/441223/data/d-1';
    const verdict = { shiftMs: 0, skip: [] };
    journal.append(encodeArrival({ at: clock.now(), retained: false, topic, payload, verdict }));
  }
  journal.flush();
}

/** Lets the clock pass until the store has everything, or nothing more happens. */
async function settle(rounds = 40): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    clock.pass(1_000);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  }
}

async function storedSeqs(): Promise<number[]> {
  const beats = await memory.beats({ device: 'd-1', from: 0, to: START * 2, limit: 1_000_000 });
  return beats.map((beat) => beat.seq);
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feeder-'));
  journal = openJournal({ folder, maxBytes: 100_000_000, segmentBytes: 10_000 });
  clock = createFakeClock(START);
  memory = createMemorySeries();
  isAway = false;
  seq = 0;
  feeder = startFeeder();
});

afterEach(async () => {
  await feeder.stop();
  journal.close();
  rmSync(folder, { recursive: true });
});

describe('the way from the journal to the series store', () => {
  it('carries everything, in order, once', async () => {
    for (let i = 0; i < 5; i++) {
      arrive(20);
      await settle(2);
    }
    expect(await storedSeqs()).toEqual(upTo(100));
    expect(feeder.state().stored).toBe(journal.head());
    expect(lagMs(feeder.state(), clock.now())).toBe(0);
  });

  it('waits while the store is away, says so, and catches up when it is back', async () => {
    arrive(10);
    await settle(2);
    isAway = true;
    arrive(500);
    await settle();
    expect(feeder.state().trouble).toBe('away');
    expect(lagMs(feeder.state(), clock.now())).toBeGreaterThan(30_000);
    isAway = false;
    await settle();
    expect(feeder.state().trouble).toBeUndefined();
    expect(await storedSeqs()).toEqual(upTo(510));
  });

  it('carries very much in bounded batches', async () => {
    isAway = true;
    await settle(2);
    arrive(60_000);
    isAway = false;
    arrive(10);
    await settle(80);
    expect((await storedSeqs()).length).toBe(60_010);
    expect(feeder.state().stored).toBe(journal.head());
  });

  it('goes on after a restart where the store says that it is', async () => {
    arrive(30);
    await settle(2);
    isAway = true;
    arrive(30);
    await feeder.stop();
    isAway = false;
    feeder = startFeeder();
    await settle();
    expect(await storedSeqs()).toEqual(upTo(60));
    expect(feeder.state().samples).toBe(30);
  });

  it('goes over the leap that the journal makes after an unclean end, and calls no damage', async () => {
    arrive(10);
    await settle(2);
    await feeder.stop();
    journal = openJournal({ folder, maxBytes: 100_000_000, segmentBytes: 10_000 });
    const said: string[] = [];
    feeder = startFeeder(pino({ level: 'error' }, { write: (line: string) => void said.push(line) }));
    await settle(2);
    arrive(10);
    await settle(2);
    expect(await storedSeqs()).toEqual(upTo(20));
    expect(feeder.state().stored).toBe(journal.head());
    expect(said).toEqual([]);
  });

  it('lets the journal go once it is stored', async () => {
    for (let i = 0; i < 10; i++) {
      arrive(100);
      await settle(2);
    }
    expect(journal.bytes()).toBeLessThan(20_000);
  });
});
