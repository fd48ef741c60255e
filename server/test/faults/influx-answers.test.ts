import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../../src/fake-clock.ts';
import { createFakeClock } from '../../src/fake-clock.ts';
import { encodeArrival } from '../../src/journal/arrival-record.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/journal.ts';
import type { FakeInflux, Reply } from '../../src/series/influx/fake-influx.ts';
import { byPath, startFakeInflux, status, well } from '../../src/series/influx/fake-influx.ts';
import { openInfluxSeries } from '../../src/series/influx/index.ts';
import type { SeriesStore } from '../../src/series/port.ts';
import type { Feeder } from '../../src/storer/feeder.ts';
import { createFeeder } from '../../src/storer/feeder.ts';
import { until } from '../until.ts';

const DEVICES = 7;
const TIMEOUT_MS = 500;

let folder: string;
let journal: Journal;
let clock: FakeClock;
let influx: FakeInflux;
let store: SeriesStore;
let feeder: Feeder;
let seq: number;
let said: string[];
/** Of each write that was answered with success, what it held. */
let taken: string[];

/** Takes what is written, and notes it. */
const takes: Reply = (response, asked) => {
  if (asked.path === '/write') taken.push(asked.text);
  well(response, asked);
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  journal = openJournal({ folder, maxBytes: 100_000_000 });
  clock = createFakeClock();
  taken = [];
  said = [];
  seq = 0;
  influx = await startFakeInflux(takes);
  const options = { url: influx.url, database: 'fengsui', timeoutMs: TIMEOUT_MS, now: clock.now };
  store = await openInfluxSeries(options);
  const log = pino({ level: 'warn' }, { write: (line) => void said.push(line) });
  feeder = createFeeder({ journal, store, clock, log, onChange: () => undefined });
});

afterEach(async () => {
  await feeder.stop();
  await store.close();
  await influx.stop();
  journal.close();
  rmSync(folder, { recursive: true });
});

const deviceOf = (n: number): string => `dev-${n % DEVICES}`;

function arrive(count: number): void {
  for (let i = 0; i < count; i++) {
    const body = { v: 1, boot: 'b1', seq: ++seq, ts: clock.now() + seq, m: { 'sys.load1': seq } };
    const payload = Buffer.from(JSON.stringify(body));
    const topic = `fengsui/v1/441223/data/${deviceOf(seq)}`;
    const verdict = { shiftMs: 0, skip: [] };
    journal.append(encodeArrival({ at: clock.now(), retained: false, topic, payload, verdict }));
  }
  journal.flush();
}

/** The sequence numbers that are stored, in the order of their first being stored. */
function stored(): number[] {
  const numbers = taken.flatMap((text) => [...text.matchAll(/[ ,]seq=(\d+)/g)].map(([, n]) => Number(n)));
  return [...new Set(numbers)];
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Lets the clock run until something is so; what the network does takes its own time meanwhile. */
const runUntil = (what: string, is: () => boolean) =>
  until(what, () => {
    clock.pass(1_000);
    return is();
  });

const FAULTS: [string, Reply, RegExp][] = [
  ['answers 500', status(500, '{"error":"engine: overloaded"}'), /answered 500/],
  ['answers 429', status(429, '{"error":"slow down"}'), /answered 429/],
  ['answers 503', status(503, '<html>'), /answered 503/],
  ['never answers', () => undefined, /no whole answer|timed out|hang up/],
  [
    'takes what is written and hangs up',
    (response, asked) => {
      if (asked.path === '/write') taken.push(asked.text);
      response.destroy();
    },
    /hang up|ECONNRESET/,
  ],
];

describe('an InfluxDB that', () => {
  it.each(FAULTS)(
    '%s costs no sample: all of them wait, and are stored in order once it serves',
    async (_, reply, why) => {
      arrive(100);
      await runUntil('the first to be stored', () => feeder.state().samples === 100);
      influx.reply = byPath({ write: reply });
      arrive(5_000);
      await runUntil('the trouble to be said', () => why.test(feeder.state().trouble ?? ''));
      arrive(20_000);
      expect(feeder.state().samples).toBe(100);
      influx.reply = takes;
      await runUntil('all to be stored', () => feeder.state().stored === journal.head());
      expect(feeder.state()).toMatchObject({ samples: 25_100, refused: 0, trouble: undefined });
      expect(stored().sort((a, b) => a - b)).toEqual(upTo(25_100));
      expect(said.join('')).toContain('it waits in the journal');
    },
  );

  it('fails one time in four only takes longer', async () => {
    let state = 1;
    const isLucky = (): boolean => (state = (state * 48_271) % 2_147_483_647) % 4 > 0;
    influx.reply = byPath({
      write: (response, asked) => (isLucky() ? takes : status(500, ''))(response, asked),
    });
    arrive(20_000);
    await runUntil('all to be stored', () => feeder.state().stored === journal.head());
    expect(stored().sort((a, b) => a - b)).toEqual(upTo(20_000));
  });

  it('refuses one bad sample among good ones stores the others, and whose it was is said', async () => {
    const bad = 777;
    const error = JSON.stringify({ error: 'partial write: field type conflict dropped=1' });
    influx.reply = byPath({
      write: (response, asked) =>
        (new RegExp(`seq=${bad}[^0-9]`).test(asked.text) ? status(400, error) : takes)(response, asked),
    });
    arrive(2_000);
    await runUntil('all to be stored', () => feeder.state().stored === journal.head());
    expect(feeder.state()).toMatchObject({ samples: 1_999, refused: 1, trouble: undefined });
    expect(stored().sort((a, b) => a - b)).toEqual(upTo(2_000).filter((n) => n !== bad));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`device=${deviceOf(bad)}`);
    expect(said[0]).toContain('field type conflict');
  });
});
