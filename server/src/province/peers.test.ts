import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import type { Peers } from './peers.ts';
import { createPeers } from './peers.ts';

const X = '441223';
const Y = '441284';

let clock: ReturnType<typeof createFakeClock>;
let peers: Peers;

const peersOf = (counties: string[] | undefined): Peers =>
  createPeers({ name: 'north', instance: 'i-1', counties, clock, log: pino({ level: 'silent' }) });

function say(host: string, body: unknown, retained = false): string | undefined {
  const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  peers.hear({ topic: `fengsui/v1/STATE/${host}`, payload, retained });
  return peers.trouble();
}

beforeEach(() => {
  clock = createFakeClock();
  peers = peersOf([X, Y]);
});

describe('what other servers say of themselves', () => {
  it('is no trouble while each has its own counties', () => {
    expect(
      say('south', { v: 1, online: true, ts: 1, instance: 'i-2', counties: ['441224'] }),
    ).toBeUndefined();
    expect(say('empty', { v: 1, online: true, ts: 1, counties: [] })).toBeUndefined();
    expect(say('north', { v: 1, online: true, ts: 1, instance: 'i-1', counties: [X, Y] })).toBeUndefined();
  });

  it('is trouble where another serves one of ours, until it stops or is gone', () => {
    const south = { v: 1, online: true, ts: 1, instance: 'i-2', counties: ['441224', Y] };
    expect(say('south', south)).toBe(`south serves ${Y} too`);
    expect(say('south', { v: 1, online: false, ts: 2 })).toBeUndefined();
    say('south', south);
    clock.pass(99_000);
    expect(peers.trouble()).toBe(`south serves ${Y} too`);
    clock.pass(2_000);
    expect(peers.trouble()).toBeUndefined();
  });

  it('is trouble where a server that serves all is there', () => {
    expect(say('old', { v: 1, online: true, ts: 1 })).toBe(`old serves ${X}, ${Y} too`);
    peers = peersOf(undefined);
    expect(say('south', { v: 1, online: true, ts: 1, counties: [X] })).toBe(`south serves ${X} too`);
    peers = peersOf(undefined);
    expect(say('old', { v: 1, online: true, ts: 1 })).toBe(
      'old serves all counties, and so does this server',
    );
  });

  it('is trouble where another one bears our name', () => {
    expect(say('north', { v: 1, online: true, ts: 1, instance: 'i-9' })).toBe(
      'another server is called north too',
    );
  });

  it('proves nothing where the broker had kept it, or where it is nonsense', () => {
    expect(say('south', { v: 1, online: true, ts: 1, counties: [X] }, true)).toBeUndefined();
    for (const body of ['', 'x', '[]', '{"online":1}', 'null', '{"online":true,"counties":7}'])
      expect(say('south', body)).toBeUndefined();
    expect(say('a/b', { v: 1, online: true, ts: 1 })).toBeUndefined();
  });

  it('takes no more memory than a hundred of them', () => {
    for (let i = 0; i < 500; i++) say(`host-${i}`, { v: 1, online: true, ts: 1 });
    for (let i = 0; i < 100; i++) say(`host-${i}`, { v: 1, online: false, ts: 2 });
    expect(peers.trouble()).toBeUndefined();
  });
});
