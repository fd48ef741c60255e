import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeArrival, encodeArrival } from './arrival-record.ts';
import type { Journal } from './journal.ts';
import { JournalFull, openJournal } from './journal.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(folder);
  return folder;
}

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const open = (folder: string, maxBytes = 1_000_000): Journal =>
  openJournal({ folder, maxBytes, segmentBytes: 200 });
const texts = (journal: Journal, from = 0): string[] =>
  [...journal.read(from)].map(({ bytes }) => bytes.toString());
const newest = (folder: string): string =>
  join(
    folder,
    readdirSync(folder)
      .filter((f) => f.endsWith('.journal'))
      .sort()
      .at(-1) ?? '',
  );

describe('the journal', () => {
  it('gives back what was appended, from any offset on, over many segments and after reopening', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 40 }), fc.nat(40), (written, skip) => {
        const folder = newFolder();
        const journal = open(folder);
        const ends = written.map((text) => journal.append(Buffer.from(text)));
        const from = ends[skip - 1] ?? 0;
        const expected = ends[skip - 1] === undefined ? written : written.slice(skip);
        expect(texts(journal, from)).toEqual(expected);
        journal.close();
        const again = open(folder);
        expect(texts(again, from)).toEqual(expected);
        expect(again.head()).toBe(ends.at(-1) ?? 0);
        again.close();
      }),
      { numRuns: 40 },
    );
  });

  it('loses only the torn record when it was cut at any byte, and goes on behind the last whole one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (written, cut) => {
          const folder = newFolder();
          const journal = openJournal({ folder, maxBytes: 1_000_000 });
          const ends = written.map((text) => journal.append(Buffer.from(text)));
          journal.close();
          const size = cut % (statSync(newest(folder)).size + 1);
          truncateSync(newest(folder), size);
          const whole = ends.filter((end) => end <= size).length;
          const again = openJournal({ folder, maxBytes: 1_000_000 });
          expect(texts(again)).toEqual(written.slice(0, whole));
          again.append(Buffer.from('next'));
          expect(texts(again)).toEqual([...written.slice(0, whole), 'next']);
          again.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not take rubbish at its end for a record', () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.append(Buffer.from('good'));
    journal.close();
    appendFileSync(newest(folder), Buffer.from([5, 0, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9, 9]));
    const again = open(folder);
    expect(texts(again)).toEqual(['good']);
    again.close();
  });

  it('lets go of segments that are safe elsewhere, and keeps the rest', () => {
    const folder = newFolder();
    const journal = open(folder);
    const ends = Array.from({ length: 30 }, (_, i) => journal.append(Buffer.from(`record ${i}`)));
    journal.release(ends[19] ?? 0);
    expect(texts(journal, ends[19])).toEqual(Array.from({ length: 10 }, (_, i) => `record ${20 + i}`));
    expect(readdirSync(folder).length).toBeLessThan(8);
    journal.close();
  });

  it('refuses a record beyond its bound and takes one again when room was made', () => {
    const folder = newFolder();
    const journal = open(folder, 600);
    const fill = (): void => {
      for (;;) journal.append(Buffer.from('x'.repeat(50)));
    };
    expect(fill).toThrow(JournalFull);
    const before = journal.head();
    expect(() => journal.append(Buffer.from('x'.repeat(50)))).toThrow(/holds its 600 bytes/);
    expect(journal.head()).toBe(before);
    journal.release(before);
    journal.append(Buffer.from('fits'));
    expect(texts(journal, before)).toEqual(['fits']);
    journal.close();
  });

  it('goes on behind a mark that a power cut has left ahead of it', () => {
    const folder = newFolder();
    const journal = open(folder);
    const end = journal.append(Buffer.from('old'));
    journal.skipTo(end + 500);
    journal.append(Buffer.from('new'));
    expect(texts(journal, end + 500)).toEqual(['new']);
    journal.close();
    expect(texts(open(folder), end + 500)).toEqual(['new']);
  });

  it('keeps its name for life', () => {
    const folder = newFolder();
    const [first, second] = [open(folder), open(folder)];
    expect(second.id).toBe(first.id);
    expect(open(newFolder()).id).not.toBe(first.id);
  });
});

describe('an arrival as a record', () => {
  it('comes back as it was', () => {
    const arrival = fc.record({
      at: fc.integer({ min: 0 }),
      retained: fc.boolean(),
      topic: fc.string({ maxLength: 100 }),
      payload: fc.uint8Array({ maxLength: 300 }),
      verdict: fc.record({
        shiftMs: fc.integer(),
        skip: fc.array(fc.integer({ min: 0, max: 499 }), { maxLength: 500 }),
      }),
    });
    fc.assert(
      fc.property(arrival, (given) => {
        const back = decodeArrival(encodeArrival(given));
        expect({ ...back, payload: Uint8Array.from(back.payload) }).toEqual(given);
      }),
    );
  });
});
