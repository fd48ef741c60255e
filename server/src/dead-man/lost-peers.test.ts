import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { LostPeers } from './lost-peers.ts';
import { watchLostPeers } from './lost-peers.ts';

let clock: FakeClock;
let told: string[];
let peers: LostPeers;
let start: number;

beforeEach(() => {
  clock = createFakeClock();
  start = clock.now();
  told = [];
  const tell =
    (what: string) =>
    ({ server, since }: { server: string; since: number }) =>
      void told.push(`${what} ${server} ${(since - start) / 1000}`);
  peers = watchLostPeers({ name: 'north', clock, onLost: tell('lost'), onBack: tell('back') });
});

function say(server: string, online: boolean, over: { retained?: boolean; payload?: string } = {}): void {
  const payload = Buffer.from(over.payload ?? JSON.stringify({ v: 1, online, ts: 1, counties: [] }));
  peers.hear({ topic: `fengsui/v1/STATE/${server}`, payload, retained: over.retained ?? false });
}

/** As every server does. */
function beats(server: string, seconds: number): void {
  for (let s = 0; s < seconds; s += 30) {
    say(server, true);
    clock.pass(30_000);
  }
}

describe('a server that shares our broker', () => {
  it('is lost a minute after the beat that it owed', () => {
    beats('south', 120);
    clock.pass(59_000);
    expect(told).toEqual([]);
    clock.pass(1_000);
    expect(told).toEqual(['lost south 120']);
    expect(peers.lost()).toEqual([{ server: 'south', since: start + 120_000 }]);
    clock.pass(3_600_000);
    expect(told).toHaveLength(1);
  });

  it('is lost a minute after the broker said that it has gone', () => {
    say('south', true);
    clock.pass(10_000);
    say('south', false);
    clock.pass(59_999);
    expect(told).toEqual([]);
    clock.pass(1);
    expect(told).toEqual(['lost south 10']);
  });

  it('is not lost where it comes back in time, as after an update', () => {
    say('south', true);
    say('south', false);
    clock.pass(55_000);
    beats('south', 300);
    expect(told).toEqual([]);
  });

  it('is back when it is heard again, and can be lost again', () => {
    say('south', true);
    clock.pass(90_000);
    say('south', true);
    expect(told).toEqual(['lost south 30', 'back south 30']);
    expect(peers.lost()).toEqual([]);
    clock.pass(90_000);
    expect(told.at(-1)).toBe('lost south 120');
  });

  it('is not lost because we hear nobody', () => {
    say('south', true);
    clock.pass(20_000);
    peers.link('down');
    clock.pass(600_000);
    peers.link('up');
    clock.pass(29_000);
    beats('south', 60);
    expect(told).toEqual([]);
  });

  it('is not missed where the broker alone remembers it, nor ourselves', () => {
    say('old', true, { retained: true });
    say('gone', false);
    say('north', true);
    say('a/b', true);
    clock.pass(600_000);
    expect(told).toEqual([]);
  });

  it('is not believed where it makes no sense', () => {
    say('south', true);
    say('south', false, { payload: 'not json' });
    say('south', false, { payload: '{"online":"no"}' });
    clock.pass(89_000);
    expect(told).toEqual([]);
  });
});
