import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { START, town } from '../core/outage/town.ts';
import type { Town } from '../core/outage/town.ts';
import type { FakeClock } from '../fake-clock.ts';
import { NO_DESK } from '../desk/no-desk.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { Journal } from '../journal/journal.ts';
import { JournalFull, openJournal } from '../journal/journal.ts';
import type { Checkpoint } from '../ledger/port.ts';
import type { Checkpoints } from './checkpoints.ts';
import { createCheckpoints } from './checkpoints.ts';

let folder: string;
let clock: FakeClock;
let journal: Journal;
let place: Town;
let written: Checkpoint[];
let told: number;
/** While it is set, commits wait here for an answer. */
let held: { resolve(): void; reject(error: Error): void }[] | undefined;
let checkpoints: Checkpoints;
/** How long the desk takes to say what it has. */
let keepTakesMs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  clock = createFakeClock(START);
  // How long a disk takes is not the matter here.
  journal = { ...openJournal({ folder, maxBytes: 10_000_000 }), sync: () => Promise.resolve() };
  place = town().pass(6);
  written = [];
  told = 0;
  held = undefined;
  keepTakesMs = 0;
  checkpoints = createCheckpoints({
    ...{ monitor: place.monitor, journal, clock, kept: 0, log: pino({ level: 'silent' }) },
    writer: {
      async commit(checkpoint) {
        const waiting = held;
        if (waiting) await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
        written.push(checkpoint);
      },
      close: () => Promise.resolve(),
    },
    onKept: () => undefined,
    desk: { ...NO_DESK, keep: () => (clock.pass(keepTakesMs), null) },
    onMessages: () => undefined,
    onIncidents: () => told++,
  });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

/** Lets what is under way come to its end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

/** A PON falls silent; what the core decides is told, as the engine does. */
function cut(): void {
  const before = place.facts.length;
  place.silence(place.below('hub-1/pon-1')).pass(20);
  for (const fact of place.facts.slice(before)) checkpoints.fact(fact);
  checkpoints.settled?.();
}

describe('a checkpoint', () => {
  it('holds devices, incidents and the offset that they rest on', async () => {
    const end = journal.append(Buffer.from('an arrival'));
    checkpoints.changed('onu-3');
    cut();
    await checkpoints.commit();
    const [first] = written;
    expect(written).toHaveLength(1);
    expect(first).toMatchObject({ journal: journal.id, offset: end, devices: [{ id: 'onu-3' }] });
    expect(first?.incidents?.map(({ scope }) => scope.id)).toEqual(['hub-1/pon-1']);
    expect(first?.incidentFacts?.[0]).toMatchObject({ change: 'opened' });
    expect(checkpoints.kept()).toBe(end);
  });

  it('holds all that the core knows if anybody who waits for it has asked for that', async () => {
    const asked: string[] = [];
    const { keep } = place.monitor;
    Object.assign(place.monitor, { keep: (which: 'all' | 'changed') => (asked.push(which), keep(which)) });
    checkpoints.changed('onu-3');
    await Promise.all([checkpoints.commit(), checkpoints.commit('all')]);
    expect(asked).toEqual(['all']);
  });

  it('comes within moments of an incident, and is not made where nothing has happened', async () => {
    cut();
    clock.pass(50);
    await settle();
    expect(written).toHaveLength(1);
    clock.pass(60_000);
    await settle();
    expect(written).toHaveLength(1);
  });

  it('waits longer for more to come where the one before has held everything up', async () => {
    keepTakesMs = 40;
    await checkpoints.commit('all');
    cut();
    clock.pass(700);
    await settle();
    expect(written).toHaveLength(1);
    clock.pass(100);
    await settle();
    expect(written.at(-1)?.incidentFacts?.[0]).toMatchObject({ change: 'opened' });
  });

  it('lets nobody see an incident before it is in the ledger', async () => {
    await checkpoints.commit('all');
    held = [];
    cut();
    clock.pass(50);
    await settle();
    expect(checkpoints.incidents()).toEqual([]);
    const before = told;
    held[0]?.resolve();
    await settle();
    expect(checkpoints.incidents()).toHaveLength(1);
    expect(told).toBe(before + 1);
  });

  it('lets nobody see the first incident after a start before it is in the ledger either', async () => {
    await checkpoints.commit();
    expect(written).toEqual([]);
    cut();
    expect(checkpoints.incidents()).toEqual([]);
    clock.pass(50);
    await settle();
    expect(checkpoints.incidents()).toHaveLength(1);
  });

  it('waits for the journal, and meanwhile shows what the core has', async () => {
    await checkpoints.commit('all');
    const { flush } = journal;
    Object.assign(journal, {
      flush() {
        throw new JournalFull('the disk is full');
      },
    });
    cut();
    clock.pass(50);
    await settle();
    expect(checkpoints.incidents()).toHaveLength(1);
    expect([written.length, checkpoints.trouble()]).toEqual([1, undefined]);
    Object.assign(journal, { flush });
    clock.pass(20_000);
    await settle();
    expect(written.at(-1)?.incidentFacts?.[0]).toMatchObject({ change: 'opened' });
    expect(checkpoints.incidents()).toHaveLength(1);
  });

  it('that cannot be written is made up for, with all that came meanwhile; incidents are shown all the same', async () => {
    held = [];
    checkpoints.changed('onu-3');
    cut();
    clock.pass(50);
    await settle();
    checkpoints.changed('onu-4');
    held[0]?.reject(new Error('no room'));
    await settle();
    expect(checkpoints.trouble()).toBe('no room');
    expect(checkpoints.incidents()).toHaveLength(1);
    held = undefined;
    clock.pass(30_000);
    await settle();
    expect(checkpoints.trouble()).toBeUndefined();
    expect(written).toHaveLength(1);
    expect(new Set(written[0]?.devices.map(({ id }) => id))).toEqual(new Set(['onu-3', 'onu-4']));
    expect(written[0]?.incidentFacts?.[0]).toMatchObject({ change: 'opened' });
    // What the detectors know was taken for the one that failed: it is asked for anew, whole.
    expect(Object.keys(written[0]?.parts ?? {})).toContain('book');
  });

  it('that cannot be written has what it held asked for again, until it is', async () => {
    const asked: string[] = [];
    const { keep } = place.monitor;
    Object.assign(place.monitor, {
      keep: (which: 'all' | 'changed' | 'again') => (asked.push(which), keep(which)),
    });
    held = [];
    const all = checkpoints.commit('all');
    await settle();
    held[0]?.reject(new Error('no room'));
    await all;
    held = undefined;
    checkpoints.changed('onu-3');
    await checkpoints.commit();
    checkpoints.changed('onu-4');
    await checkpoints.commit();
    expect(asked).toEqual(['all', 'again', 'changed']);
  });
});
