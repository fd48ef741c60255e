import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignalState } from '@fengsui/config/contract';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeArrival, encodeArrival } from './arrival-record.ts';
import type { Journal } from './journal.ts';
import { JournalFull, openJournal } from './journal.ts';
import { createJournalReader } from './reader.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(folder);
  return folder;
}

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const open = (folder: string, maxBytes = 1_000_000): Journal =>
  openJournal({ folder, maxBytes, segmentBytes: 200 });
/** One record, written at once. */
function put(journal: Journal, text: string): number {
  const end = journal.append(Buffer.from(text));
  journal.flush();
  return end;
}
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
        const ends = written.map((text) => put(journal, text));
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
          const ends = written.map((text) => put(journal, text));
          journal.close();
          const size = cut % (statSync(newest(folder)).size + 1);
          truncateSync(newest(folder), size);
          const whole = ends.filter((end) => end <= size).length;
          const again = openJournal({ folder, maxBytes: 1_000_000 });
          expect(texts(again)).toEqual(written.slice(0, whole));
          put(again, 'next');
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
    put(journal, 'good');
    journal.close();
    appendFileSync(newest(folder), Buffer.from([5, 0, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9, 9]));
    const again = open(folder);
    expect(texts(again)).toEqual(['good']);
    again.close();
  });

  it('lets go of segments that are safe elsewhere, and keeps the rest', () => {
    const folder = newFolder();
    const journal = open(folder);
    const ends = Array.from({ length: 30 }, (_, i) => put(journal, `record ${i}`));
    journal.release(ends[19] ?? 0);
    expect(texts(journal, ends[19])).toEqual(Array.from({ length: 10 }, (_, i) => `record ${20 + i}`));
    expect(readdirSync(folder).length).toBeLessThan(8);
    journal.close();
  });

  it('refuses a record beyond its bound and takes one again when room was made', () => {
    const folder = newFolder();
    const journal = open(folder, 600);
    const fill = (): void => {
      for (;;) put(journal, 'x'.repeat(50));
    };
    expect(fill).toThrow(JournalFull);
    const before = journal.head();
    expect(() => put(journal, 'x'.repeat(50))).toThrow(/holds its 600 bytes/);
    expect(journal.head()).toBe(before);
    journal.release(before);
    put(journal, 'fits');
    expect(texts(journal, before)).toEqual(['fits']);
    journal.close();
  });

  it('never gives an offset twice, even if a power cut has taken the end of what was written', () => {
    const folder = newFolder();
    const journal = open(folder);
    put(journal, 'old');
    const lost = put(journal, 'lost');
    truncateSync(newest(folder), statSync(newest(folder)).size - 3);
    const again = open(folder);
    expect(put(again, 'new')).toBeGreaterThan(lost);
    expect(texts(again, lost)).toEqual(['new']);
    expect(texts(again)).toEqual(['old', 'new']);
    again.close();
  });

  it('goes on where it was after it was closed', () => {
    const folder = newFolder();
    const journal = open(folder);
    const end = put(journal, 'old');
    journal.close();
    const again = open(folder);
    expect(again.head()).toBe(end);
    again.close();
  });

  it('writes a group together, and shows nobody what is not written', () => {
    const journal = open(newFolder());
    const ends = ['a', 'b', 'c'].map((text) => journal.append(Buffer.from(text)));
    expect([journal.head(), texts(journal)]).toEqual([0, []]);
    journal.flush();
    expect(journal.head()).toBe(ends[2]);
    expect(texts(journal, ends[0])).toEqual(['b', 'c']);
    journal.close();
  });

  it('is read elsewhere while it is written', () => {
    const journal = open(newFolder());
    const reader = createJournalReader(journal.place);
    const ends = Array.from({ length: 20 }, (_, i) => put(journal, `record ${i}`));
    expect(reader.head()).toBe(ends[19]);
    expect([...reader.read(ends[16] ?? 0)].map(({ bytes }) => bytes.toString())).toEqual([
      'record 17',
      'record 18',
      'record 19',
    ]);
    journal.close();
  });

  it('keeps its name for life', () => {
    const folder = newFolder();
    const [first, second] = [open(folder), open(folder)];
    expect(second.id).toBe(first.id);
    expect(open(newFolder()).id).not.toBe(first.id);
  });
});

describe('an arrival as a record', () => {
  const quality = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom('OK', 'WEAK', 'BAD').map((one) => [one]),
    fc.array(fc.constantFrom(...SignalState.options), { minLength: 2, maxLength: 500 }),
  ) as fc.Arbitrary<SignalState[] | undefined>;

  it('comes back as it was', () => {
    const arrival = fc.record({
      at: fc.integer({ min: 0 }),
      retained: fc.boolean(),
      topic: fc.string({ maxLength: 100 }),
      payload: fc.uint8Array({ maxLength: 300 }),
      verdict: fc.record({
        shiftMs: fc.integer(),
        skip: fc.array(fc.integer({ min: 0, max: 499 }), { maxLength: 500 }),
        quality,
      }),
    });
    fc.assert(
      fc.property(arrival, (given) => {
        const back = decodeArrival(encodeArrival(given));
        expect({ ...back, payload: Uint8Array.from(back.payload) }).toEqual(given);
      }),
    );
  });

  it('is read as an older version wrote it, which knew no quality', () => {
    const [topic, payload] = [Buffer.from('a/b'), Buffer.from('{}')];
    const older = (retained: boolean): Buffer => {
      const head = Buffer.alloc(21);
      head.writeDoubleLE(7, 0);
      head.writeDoubleLE(-3, 8);
      head.writeUInt8(retained ? 1 : 0, 16);
      head.writeUInt16LE(topic.length, 17);
      head.writeUInt16LE(1, 19);
      return Buffer.concat([head, Buffer.from([4, 0]), topic, payload]);
    };
    for (const retained of [true, false]) {
      const verdict = { shiftMs: -3, skip: [4] };
      expect(decodeArrival(older(retained))).toEqual({ at: 7, retained, topic: 'a/b', payload, verdict });
    }
  });

  it('costs nothing for the quality of one sample, and a quarter of a byte for each of several', () => {
    const bytes = (...states: SignalState[]): number =>
      encodeArrival({
        ...{ at: 1, retained: false, topic: 'a', payload: Buffer.from('{}') },
        verdict: { shiftMs: 0, skip: [], quality: states },
      }).length;
    expect(bytes('BAD') - bytes()).toBe(0);
    expect(bytes('OK', 'NA', 'BAD', 'WEAK', 'OK') - bytes()).toBe(4);
  });
});
