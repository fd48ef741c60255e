import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createMonitor } from '../core/monitor.ts';
import type { CoreFact } from '../core/monitor.ts';
import { monitorSite } from '../monitor-site.ts';
import { siteOf } from '../site/small-site.ts';
import { replay } from './replay.ts';

const AT = 1_763_596_800_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const beat = (at: number, seq: number, more: object = {}): object => ({
  at,
  topic: 'fengsui/v1/441223/data/eb-1',
  payload: { v: 1, boot: 'b1', seq, ts: at, m: {} },
  ...more,
});
const beats = (from: number, count: number, seq = 0) =>
  Array.from({ length: count }, (_, i) => beat(from + i * MINUTE, seq + i));
const textOf = (lines: readonly (object | string)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

interface Told {
  at: number;
  kind: string;
  [key: string]: unknown;
}

async function replayed(
  input: string | Buffer | Buffer[],
  isTold: (fact: CoreFact) => boolean = () => false,
) {
  const lines: string[] = [];
  const site = siteOf();
  const answer = await replay({
    source: Readable.from(Array.isArray(input) ? input : [Buffer.from(input)]),
    monitorFrom: (at) => createMonitor({ site: monitorSite(site, at) }),
    isTold,
    out: {
      line: (line) => lines.push(line),
      settle: () => Promise.resolve(),
      flush: () => Promise.resolve(),
      isClosed: () => false,
    },
  });
  const facts = lines.map((line) => JSON.parse(line) as Told);
  return { ...answer, facts, summary: facts.at(-1) };
}

const links = (fact: CoreFact): boolean => fact.kind === 'link';

describe('a replay', () => {
  it('ends with a line that sums it up', async () => {
    const { summary, torn } = await replayed(textOf([...beats(AT, 3), { at: AT + 5 * MINUTE, mark: 'end' }]));
    expect(torn).toBeUndefined();
    expect(summary).toEqual({
      at: AT + 5 * MINUTE,
      kind: 'summary',
      messages: 3,
      rejected: {},
      incidents: 0,
    });
  });

  it('counts what cannot be taken by its reason and goes on', async () => {
    const { summary } = await replayed(
      textOf([
        beat(AT, 1),
        'no line at all',
        '{"at":"soon"}',
        beat(AT - MINUTE, 2),
        beat(AT + 1, 3, { topic: 'fengsui/v1/441223/gossip/eb-1' }),
        beat(AT + 1, 4, { payload: { v: 2 } }),
        { at: AT + 1, topic: 'fengsui/v1/441223/data/eb-1', raw: 'no JSON' },
        { at: AT + 1, topic: 'fengsui/v1/441223/data/eb-1', raw: '\udcff' },
        beat(AT + 1, 5, { payload: { v: 1, boot: 'b1', seq: 5, ts: AT, m: { 'pwr.mains_v': 'high' } } }),
      ]),
    );
    expect(summary).toMatchObject({
      at: AT + 1,
      messages: 7,
      rejected: {
        json: 1,
        line_form: 1,
        line_json: 1,
        metric_type: 1,
        out_of_order: 1,
        schema: 1,
        utf8: 1,
        verb: 1,
      },
    });
  });

  it('does not follow one line with an impossible time', async () => {
    const { summary } = await replayed(
      textOf([...beats(AT, 2), { at: 8.64e15, link: 'down' }, ...beats(AT + 2 * MINUTE, 2, 2)]),
    );
    expect(summary).toMatchObject({ at: AT + 3 * MINUTE, messages: 4, rejected: { time_leap: 1 } });
  });

  it('lets the clock run on to the end mark', async () => {
    const toEnd = await replayed(textOf([...beats(AT, 5), { at: AT + 60 * MINUTE, mark: 'end' }]), links);
    const last = await replayed(textOf(beats(AT, 5)), links);
    const states = (told: Told[]) => told.map((fact) => fact['to']);
    expect(states(last.facts)).toEqual(['ONLINE', undefined]);
    expect(states(toEnd.facts)).toEqual(['ONLINE', 'SUSPECT', 'OFFLINE', undefined]);
  });

  it('judges nobody while the link is down', async () => {
    const lines = [
      ...beats(AT, 5),
      { at: AT + 4.5 * MINUTE, link: 'down' },
      { at: AT + 60 * MINUTE, mark: 'end' },
    ];
    const { facts } = await replayed(textOf(lines), links);
    expect(facts.map((fact) => fact['to'])).toEqual(['ONLINE', 'BLIND', undefined]);
  });

  it('judges nobody for the time between two recordings put together', async () => {
    const end = { at: AT + 4.5 * MINUTE, mark: 'end' };
    const second = beats(AT + 600 * MINUTE, 5, 600);
    const { facts, summary } = await replayed(textOf([...beats(AT, 5), end, ...second]), links);
    expect(facts.map((fact) => fact['to'])).not.toContain('OFFLINE');
    expect(summary).toMatchObject({ messages: 10, rejected: {} });
  });

  it('believes what the broker had kept no more than the live server does', async () => {
    const { facts } = await replayed(textOf([beat(AT, 1, { retained: true })]), links);
    const live = await replayed(textOf([beat(AT, 1)]), links);
    expect(facts).not.toEqual(live.facts);
  });

  it('says the same, byte for byte, of packed members and of pieces of any size', async () => {
    const lines = [...beats(AT, 30), { at: AT + 60 * MINUTE, mark: 'end' }];
    const [first, second] = [textOf(lines.slice(0, 11)), textOf(lines.slice(11))];
    const plain = await replayed(first + second, links);
    const packed = Buffer.concat([gzipSync(first), gzipSync(second)]);
    const pieces = Array.from(packed, (byte) => Buffer.from([byte]));
    expect(await replayed(packed, links)).toEqual(plain);
    expect(await replayed(pieces, links)).toEqual(plain);
  });

  it('plays what was cut short as far as it goes, and says so', async () => {
    const text = textOf(beats(AT, 300));
    const cut = await replayed(text.slice(0, -10));
    expect(cut).toMatchObject({ torn: 'its last line is cut short', lines: 299 });
    const packed = gzipSync(text, { level: 0 });
    const half = await replayed(packed.subarray(0, packed.length / 2));
    expect(half.torn).toBe('the compressed file is cut short');
    expect(half.lines).toBeGreaterThan(100);
    expect(half.summary).toMatchObject({ kind: 'summary', rejected: {} });
  });

  it('takes a last line without a line feed', async () => {
    const { torn, summary } = await replayed(textOf(beats(AT, 3)).trimEnd());
    expect({ torn, messages: summary?.['messages'] }).toEqual({ torn: undefined, messages: 3 });
  });

  it('has nothing to say of what is no recording', async () => {
    for (const input of ['', 'no recording\nat all\n', gzipSync(''), Buffer.from([0x1f, 0x8b, 1, 2, 3])]) {
      expect(await replayed(input)).toMatchObject({ lines: 0, facts: [] });
    }
  });
});
