import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { WarningFeed } from './feed.ts';
import { followWarningFeed } from './feed.ts';
import { sampleXml } from './sample-cap.ts';

let server: Server;
let base: string;
let pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
let asked: string[];
let taken: string[];
let feed: WarningFeed;
let clock: FakeClock;

beforeEach(async () => {
  [asked, taken, pages] = [[], [], {}];
  clock = createFakeClock();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages[request.url ?? ''];
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  feed.stop();
  server.closeAllConnections();
  server.close();
});

function follow(path = '/feed'): WarningFeed {
  feed = followWarningFeed({
    url: base + path,
    take(message, via) {
      taken.push(`${message.identifier} ${via.split(':')[0]}`);
      return { outcome: 'taken' };
    },
    clock,
    log: pino({ level: 'silent' }),
    random: () => 0.5,
  });
  return feed;
}

const give = (text: string) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.end(text);
const atom = (...entries: string[]) => `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`;
const entry = (href: string, updated = '1') =>
  `<entry><updated>${updated}</updated><link rel="alternate" type="application/cap+xml" href="${href}"/></entry>`;

describe('a feed of warnings', () => {
  it('may be a CAP message itself', async () => {
    pages['/feed'] = give(sampleXml({ identifier: 'a' }));
    await follow().look();
    expect([taken, feed.trouble()]).toEqual([['a feed'], undefined]);
  });

  it('may be a list, whose entries are each fetched once, and again when they have changed', async () => {
    pages['/a'] = give(sampleXml({ identifier: 'a' }));
    pages['/b'] = give(sampleXml({ identifier: 'b' }));
    pages['/feed'] = give(atom(entry('/a'), entry(`${base}/b`)));
    await follow().look();
    await feed.look();
    expect(asked).toEqual(['/feed', '/a', '/b', '/feed']);
    pages['/feed'] = give(atom(entry('/a', '2'), entry('/b')));
    await feed.look();
    expect(taken).toEqual(['a feed', 'b feed', 'a feed']);
  });

  it('is asked for soon after the start, and then every five minutes or so', async () => {
    pages['/feed'] = give(sampleXml());
    follow();
    for (const [times, ms] of [
      [0, 4_999],
      [1, 1],
      [1, 299_999],
      [2, 1],
      [3, 300_000],
    ] as const) {
      clock.pass(ms);
      await expect.poll(() => taken.length).toBe(times);
    }
    feed.stop();
    clock.pass(3_600_000);
    expect(asked).toHaveLength(3);
  });

  it('may be RSS', async () => {
    pages['/a'] = give(sampleXml({ identifier: 'a' }));
    pages['/feed'] = give(`<rss><channel><title>x</title><item><link>/a</link></item></channel></rss>`);
    await follow().look();
    expect(taken).toEqual(['a feed']);
  });

  it('is not read again while it has not changed', async () => {
    const given: (string | undefined)[] = [];
    pages['/feed'] = ({ headers }, response) => {
      given.push(headers['if-none-match']);
      if (headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"7"' }).end(sampleXml());
    };
    await follow().look();
    await feed.look();
    expect([given, taken.length]).toEqual([[undefined, '"7"'], 1]);
  });

  it('is followed to its own host only, and not where it redirects to', async () => {
    pages['/feed'] = give(
      atom(entry('http://169.254.0.1/secret'), entry('file:///etc/passwd'), entry('/moved')),
    );
    pages['/moved'] = (_request, response) => void response.writeHead(302, { location: '/a' }).end();
    pages['/a'] = give(sampleXml());
    await follow().look();
    expect([asked, taken]).toEqual([['/feed', '/moved'], []]);
  });

  it('takes the rest when one entry is faulty, and gives that one up after three tries', async () => {
    pages['/bad'] = give('<alert/>');
    pages['/a'] = give(sampleXml({ identifier: 'a' }));
    pages['/feed'] = give(atom(entry('/bad'), entry('/a')));
    await follow().look();
    for (let i = 0; i < 4; i++) await feed.look();
    expect([taken, asked.filter((path) => path === '/bad').length]).toEqual([['a feed'], 3]);
  });

  it('fetches no more than fifty new entries at a time, and the others with the next', async () => {
    const names = Array.from({ length: 70 }, (_, i) => `/${i}`);
    for (const name of names) pages[name] = give(sampleXml({ identifier: name.slice(1) }));
    pages['/feed'] = (_request, response) =>
      void response.writeHead(200, { etag: '"1"' }).end(atom(...names.map((name) => entry(name))));
    await follow().look();
    expect(taken).toHaveLength(50);
    await feed.look();
    expect(new Set(taken).size).toBe(70);
  });

  it('is trouble when it fails three times, names the host but not the address, and is over when it answers', async () => {
    follow('/feed?key=secret');
    await feed.look();
    await feed.look();
    expect(feed.trouble()).toBeUndefined();
    await feed.look();
    expect(feed.trouble()).toMatch(/^warnings from 127\.0\.0\.1:\d+: answers 404$/);
    pages['/feed?key=secret'] = give(atom());
    await feed.look();
    expect(feed.trouble()).toBeUndefined();
  });

  it('is cut off when it is too large, or no feed', async () => {
    pages['/feed'] = give(' '.repeat(4 * 1024 * 1024 + 1));
    follow();
    for (let i = 0; i < 3; i++) await feed.look();
    expect(feed.trouble()).toContain('answers more than 4194304 bytes');
    pages['/feed'] = give('<html/>');
    await feed.look();
    expect(feed.trouble()).toContain('neither a CAP alert nor an Atom or RSS feed');
  });
});
