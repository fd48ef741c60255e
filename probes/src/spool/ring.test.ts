import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Box } from './ring-fixture.ts';
import { DAY_S, createBox, entriesOf, tear, waitingOf } from './ring-fixture.ts';
import type { OpenedRing } from './open-ring.ts';

const seqs = (opened: OpenedRing, boot = opened.ring.boot) => entriesOf(opened, boot).map(({ seq }) => seq);

function measure({ ring }: OpenedRing, box: Box, count: number) {
  return Array.from({ length: count }, () => {
    box.ts += 1000;
    box.up += 1;
    return ring.append({ ts: box.ts, m: { 'sys.load1': box.up } });
  });
}

describe.each([
  { where: 'with memory that outlives the process', hasMemory: true },
  { where: 'with nothing but the disk', hasMemory: false },
])('the ring $where', ({ hasMemory }) => {
  let box: Box;
  beforeEach(() => {
    box = createBox({ hasMemory });
  });
  afterEach(() => box.remove());

  it('begins a life with the number 0 and counts up', () => {
    const opened = box.open();
    measure(opened, box, 3);
    expect(opened.start).toBe('first');
    expect(seqs(opened)).toEqual([0, 1, 2]);
  });

  it('goes on in the same life, exactly after the last number, when the process was killed', () => {
    const before = box.open();
    measure(before, box, 3);
    const after = box.open();
    measure(after, box, 2);
    expect(after.start).toBe('continued_after_kill');
    expect(after.ring.boot).toBe(before.ring.boot);
    expect(seqs(after)).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on in the same life after an orderly stop', async () => {
    const before = box.open();
    measure(before, box, 3);
    await before.ring.close();
    const after = box.open();
    expect(after.start).toBe('continued');
    expect(after.ring.next()).toBe(3);
    expect(waitingOf(after)).toHaveLength(3);
  });

  it('begins a new life when the machine was started anew, and keeps what was on disk of the old one', () => {
    const before = box.open();
    measure(before, box, 3);
    before.ring.flush();
    box.losePower();
    const after = box.open();
    expect(after.start).toBe('machine_restarted');
    expect(after.ring.boot).not.toBe(before.ring.boot);
    expect(after.ring.next()).toBe(0);
    expect(seqs(after, before.ring.boot)).toEqual([0, 1, 2]);
  });

  it('begins a new life rather than use a number twice when the end of the file is torn', () => {
    const before = box.open();
    measure(before, box, 3);
    before.ring.flush();
    tear(box, 1);
    const after = box.open();
    expect(after.start).toBe('unproven');
    expect(seqs(after, before.ring.boot)).toEqual([0, 1]);
  });

  it('does not take an orderly stop for the end of a later process that was killed', async () => {
    const first = box.open();
    measure(first, box, 3);
    await first.ring.close();
    const second = box.open();
    measure(second, box, 2);
    const third = box.open();
    expect(third.ring.next()).toBe(5);
  });

  it('remembers what was acknowledged, so that it is not sent again', () => {
    const before = box.open();
    const [, second] = measure(before, box, 4);
    before.ring.confirm([0, second?.place ?? 0]);
    expect(waitingOf(before)).toHaveLength(2);
    measure(before, box, 1);
    expect(waitingOf(box.open()).map((name) => name.split('/')[1])).toEqual(['2', '3', '4']);
  });

  it('keeps what was acknowledged for whoever asks again', () => {
    const opened = box.open();
    measure(opened, box, 5);
    opened.ring.confirm([0, 4]);
    expect(waitingOf(opened)).toEqual([]);
    expect([...opened.ring.find(opened.ring.boot, [1, 3])].map(({ entry }) => entry.seq)).toEqual([1, 2, 3]);
  });

  it('stays within its size, lets the oldest go first and counts what nobody had acknowledged', () => {
    const opened = box.open({ maxBytes: 64 * 1024 });
    measure(opened, box, 300);
    opened.ring.confirm([0, 99]);
    measure(opened, box, 2_000);
    opened.ring.flush();
    const kept = seqs(opened);
    expect(box.segments().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(64 * 1024);
    expect(kept.at(-1)).toBe(2_299);
    expect(opened.ring.stats().dropped).toBe((kept[0] ?? 0) - 100);
    expect(waitingOf(opened)).toHaveLength(kept.length);
  });

  it('remembers how many were dropped', async () => {
    const before = box.open({ maxBytes: 64 * 1024 });
    measure(before, box, 2_000);
    before.ring.flush();
    await before.ring.close();
    const { dropped } = before.ring.stats();
    expect(dropped).toBeGreaterThan(0);
    expect(box.open({ maxBytes: 64 * 1024 }).ring.stats().dropped).toBe(dropped);
  });

  it('lets go what is older than its age, and nothing younger', () => {
    const opened = box.open();
    measure(opened, box, 10);
    opened.ring.flush();
    box.up += DAY_S - 10;
    measure(opened, box, 1);
    opened.ring.flush();
    expect(seqs(opened)).toHaveLength(11);
    box.up += DAY_S / 3;
    measure(opened, box, 1);
    opened.ring.flush();
    expect(seqs(opened)).toEqual([10, 11]);
  });

  it('does not take a clock that is set from 1970 to today for old age', () => {
    box.ts = 5_000;
    const opened = box.open();
    measure(opened, box, 10);
    opened.ring.flush();
    box.ts = Date.UTC(2026, 0, 1);
    measure(opened, box, 1);
    opened.ring.flush();
    expect(seqs(opened)).toHaveLength(11);
  });

  it('reads on behind bytes that were damaged', () => {
    const before = box.open();
    measure(before, box, 20);
    before.ring.flush();
    const [file] = box.segments();
    const bytes = readFileSync(file?.path ?? '');
    bytes.fill(0x58, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 5);
    writeFileSync(file?.path ?? '', bytes);
    const after = box.open();
    expect(after.damaged).toBe(1);
    expect(seqs(after, before.ring.boot)).toHaveLength(19);
  });

  it('counts as dropped what turns out unreadable, and does not wait for it', () => {
    const opened = box.open();
    measure(opened, box, 20);
    opened.ring.flush();
    for (const { path } of box.segments()) rmSync(path);
    expect(waitingOf(opened)).toEqual([]);
    expect(opened.ring.stats()).toMatchObject({ waiting: 0, dropped: 20 });
  });
});

describe('the ring on a disk that takes nothing', () => {
  it('goes on in memory, says so, and counts what no longer fits', () => {
    const box = createBox({ hasMemory: false });
    writeFileSync(`${box.folder}/spool`, 'a file where the folder should be');
    const opened = box.open({ maxBytes: 256 * 1024 });
    measure(opened, box, 2_000);
    expect(box.faults.length).toBeGreaterThan(0);
    const { waiting, dropped } = opened.ring.stats();
    expect(waiting + dropped).toBe(2_000);
    expect(dropped).toBeGreaterThan(0);
    expect(seqs(opened)).toHaveLength(waiting);
    box.remove();
  });
});
