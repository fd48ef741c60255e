import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, HOUR_OF_MER, MER, T0, sample } from '../contract/samples.ts';
import type { SeriesStore } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import type { Asked, FakeInflux, Reply } from './fake-influx.ts';
import { byPath, startFakeInflux, status, well } from './fake-influx.ts';
import { openInfluxSeries } from './index.ts';

const ACCESS = { username: 'fengsui', password: 'hush-hush' };
const BATCH = [sample(0, { [MER]: 36 })];
const mark = (offset: number) => ({ journal: 'j', offset });

let influx: FakeInflux;
let store: SeriesStore;

beforeEach(async () => {
  influx = await startFakeInflux();
  store = await openInfluxSeries({ url: influx.url, database: 'fengsui', timeoutMs: 500, ...ACCESS });
});
afterEach(async () => {
  await store.close();
  await influx.stop();
});

const written = () => influx.asked.filter(({ path }) => path === '/write').map(({ text }) => text);

async function expectUnavailable(because: RegExp): Promise<void> {
  const calls = [
    store.write(BATCH, mark(1)),
    store.mark('j'),
    store.points(HOUR_OF_MER),
    store.beats(HOUR),
    store.silences({ ...HOUR, longerThanMs: 1 }),
    store.check(),
  ];
  for (const result of await Promise.allSettled(calls)) {
    const error: unknown = result.status === 'rejected' ? result.reason : undefined;
    expect(error).toBeInstanceOf(SeriesUnavailable);
    expect(String(error)).toMatch(because);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain('hush');
  }
}

describe('an InfluxDB that does not serve', () => {
  const faults: [string, Reply, RegExp][] = [
    ['answers 500', status(500, '{"error":"engine: overloaded"}'), /does not serve now/],
    ['answers 503 from a proxy', status(503, '<html>'), /does not serve now/],
    ['answers 429', status(429, '{"error":"slow down"}'), /answered 429/],
    ['refuses who asks', status(401, '{"error":"authorization failed"}'), /answered 401/],
    ['forbids what is asked', status(403, '{"error":"fengsui not authorized"}'), /answered 403/],
    [
      'is something else on that port',
      status(400, 'sent an HTTP request to an HTTPS server'),
      /answered 400/,
    ],
    ['says nothing', () => undefined, /within 500 ms|timed out|hang up/],
    ['stops amid its answer', (response) => response.writeHead(200).write('{"res'), /within 500 ms|hang up/],
    ['hangs up', (response) => response.destroy(), /socket hang up|ECONNRESET/],
    [
      'hangs up amid its answer',
      (r) => r.writeHead(200).write('{"res', () => r.destroy()),
      /within 500 ms|hang up/,
    ],
  ];

  it.each(faults)(
    'is unavailable when it %s, and serves as soon as it is well',
    async (_, reply, because) => {
      influx.reply = reply;
      await expectUnavailable(because);
      influx.reply = well;
      expect(await store.write(BATCH, mark(1))).toEqual({ refused: 0 });
      await store.check();
    },
  );

  it('is unavailable when its answer to a question is none', async () => {
    influx.reply = byPath({ query: status(200, '<html>welcome</html>') });
    await expectUnavailable(/does not serve now/);
  });

  it('is unavailable when it cannot carry out a question', async () => {
    influx.reply = byPath({ query: status(400, '{"error":"max-select-point limit exceeded"}') });
    await expect(store.points(HOUR_OF_MER)).rejects.toThrow(SeriesUnavailable);
    influx.reply = byPath({ query: status(200, '{"results":[{"error":"query killed"}]}') });
    await expect(store.points(HOUR_OF_MER)).rejects.toThrow(new SeriesUnavailable('query killed'));
  });

  it('is unavailable when nobody listens', async () => {
    await influx.stop();
    await expectUnavailable(/ECONNREFUSED/);
  });

  it('does not keep a store from closing', async () => {
    influx.reply = () => undefined;
    const writing = store.write(BATCH, mark(1));
    await Promise.all([store.close(), expect(writing).rejects.toThrow(SeriesUnavailable)]);
  });
});

describe('who asks an InfluxDB', () => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

  it('says who it is, by settings or by the address', async () => {
    await store.check();
    const url = `http://op%40noc:s%3Acret@127.0.0.1:${influx.port}`;
    const byAddress = await openInfluxSeries({ url, database: 'fengsui' });
    await byAddress.check();
    await byAddress.close();
    const said = influx.asked.map(({ authorization }) => authorization);
    expect(said).toEqual([basic('fengsui:hush-hush'), basic('op@noc:s:cret')]);
  });

  it('does not pretend to be somebody when told nothing', async () => {
    const open = await openInfluxSeries({ url: influx.url, database: 'fengsui' });
    await open.check();
    await open.close();
    expect(influx.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  });
});

describe('the database', () => {
  const missing = status(404, '{"error":"database not found: \\"fengsui\\""}');
  const isCreating = (text: string) => /create database/i.test(text);

  it('is not made where it is there already, as not everybody may', async () => {
    await store.write(BATCH, mark(1));
    await store.check();
    expect(influx.asked.filter(({ text }) => isCreating(text))).toEqual([]);
  });

  it('is made when it is missing, and the batch is written after all', async () => {
    let isThere = false;
    influx.reply = (response, asked) => {
      if (isCreating(asked.text)) isThere = true;
      (isThere ? well : missing)(response, asked);
    };
    expect(await store.write(BATCH, mark(1))).toEqual({ refused: 0 });
    expect(written().some((text) => text.startsWith('beats'))).toBe(true);
  });

  it('that cannot be made keeps the data waiting, with the reason', async () => {
    influx.reply = byPath({ write: missing, query: status(403, '{"error":"not authorized"}') });
    influx.reply = (response, asked) => {
      if (isCreating(asked.text)) status(403, '{"error":"not authorized"}')(response, asked);
      else missing(response, asked);
    };
    await expectUnavailable(/database fengsui is not there and cannot be made: .* answered 403/);
  });
});

describe('samples that an InfluxDB refuses', () => {
  const BAD = /device=bad/;
  const of = (device: string, count: number) =>
    Array.from({ length: count }, (_, i) => sample(i, { [MER]: i }, { device }));
  const refusing: Reply = (response, asked) => {
    if (BAD.test(asked.text))
      status(400, '{"error":"partial write: field type conflict dropped=1"}')(response, asked);
    else well(response, asked);
  };

  it('are found among the good ones, which are all written', async () => {
    influx.reply = byPath({ write: refusing });
    const batch = [...of('good', 40), ...of('bad', 2), ...of('fine', 59)];
    expect(await store.write(batch, mark(1))).toMatchObject({ refused: 2 });
    const taken = written().filter((text) => !BAD.test(text));
    const known = taken.flatMap((text) => text.match(/device=\w+ .*\bseq=\d+/g) ?? []);
    const named = known.map((line) => `${/device=\w+/.exec(line)?.[0]} ${/seq=\d+/.exec(line)?.[0]}`);
    expect(new Set(named).size).toBe(99);
  });

  it('are not asked about one by one where all of them are refused', async () => {
    const refusal = ({ text }: Asked) =>
      `{"error":"partial write: points beyond retention policy dropped=${text.trimEnd().split('\n').length}"}`;
    influx.reply = byPath({
      write: (r, asked) => (/^marks/.test(asked.text) ? well : status(400, refusal(asked)))(r, asked),
    });
    expect(await store.write(of('old', 100), mark(1))).toMatchObject({ refused: 100 });
    expect(written().map((text) => text.slice(0, 5))).toEqual(['touch', 'beats', 'marks']);
  });

  it('are sent in smaller parts where they are too much for one request', async () => {
    const small: Reply = (r, asked) => (asked.text.length > 2_000 ? status(413, '<html>') : well)(r, asked);
    influx.reply = byPath({ write: small });
    expect(await store.write(of('many', 200), mark(1))).toEqual({ refused: 0 });
  });

  it('do not count as refused when the server falls over meanwhile', async () => {
    let asked = 0;
    influx.reply = byPath({
      write: (response, what) => (++asked > 3 ? status(500, '') : refusing)(response, what),
    });
    await expect(store.write([...of('good', 9), ...of('bad', 1)], mark(1))).rejects.toThrow(
      SeriesUnavailable,
    );
  });
});

describe('the mark', () => {
  it('is written after the samples, at a time no older than an hour', async () => {
    const now = T0 + 90 * 60_000;
    const timed = await openInfluxSeries({ url: influx.url, database: 'fengsui', now: () => now });
    await timed.write(BATCH, { journal: 'north', offset: 70 });
    await timed.close();
    expect(written().at(-1)).toBe(`marks,journal=north position=70 ${T0 + 60 * 60_000}000000`);
    expect(written().map((text) => text.slice(0, 5))).toEqual(['touch', 'beats', 'marks']);
  });

  it('is not written when the samples are not', async () => {
    influx.reply = byPath({
      write: (r, asked) => (/^marks/.test(asked.text) ? well : status(500, ''))(r, asked),
    });
    await expect(store.write(BATCH, mark(1))).rejects.toThrow(SeriesUnavailable);
    expect(written().filter((text) => text.startsWith('marks'))).toEqual([]);
  });
});
