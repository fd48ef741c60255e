import { readFileSync } from 'node:fs';
import type { Health } from '@fengsui/config/contract';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Question, Reply, Trouble } from '../channels/port.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { Beat } from './beat.ts';
import { beatOf, startBeat } from './beat.ts';

const SETTINGS = { url: 'https://watch.example/beat', secret: 'a-long-shared-secret', everyS: 60 };
const part = { ok: true, since: 1 };
const HEALTH: Health = {
  status: 'ok',
  checks: { broker: part, series: part, ledger: part, journal: part, ingest_lag_ms: 3 },
};

/** What docs/dead-man.md tells a receiver to do. */
interface Receiver {
  take(headers: Record<string, string | undefined>, body: string): 'taken' | 'refused';
  look(): void;
}
type CreateReceiver = (parts: {
  secret: string;
  alarm: (what: string) => void;
  now: () => number;
}) => Receiver;

async function receiverOfTheRecipe(): Promise<CreateReceiver> {
  const page = readFileSync(new URL('../../../docs/dead-man.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const { createReceiver } = (await import(/* @vite-ignore */ url)) as { createReceiver: CreateReceiver };
  return createReceiver;
}

let clock: FakeClock;
let asked: Question[];
let answer: () => Promise<Reply | Trouble>;
let beat: Beat;
const well = (status = 200) => Promise.resolve({ status, headers: {}, text: '' });
const settled = () => new Promise<void>((done) => setImmediate(done));

beforeEach(() => {
  clock = createFakeClock();
  asked = [];
  answer = well;
});
afterEach(() => beat?.stop());

function start(health: () => Health = () => HEALTH): void {
  const ask = (question: Question) => {
    asked.push(question);
    return answer();
  };
  beat = startBeat({
    settings: SETTINGS,
    server: 'north',
    health,
    ask,
    clock,
    log: pino({ level: 'silent' }),
  });
}

describe('the beat to somebody outside', () => {
  it('comes at once and every minute, and says how the server is', async () => {
    start();
    await settled();
    clock.pass(60_000);
    await settled();
    expect(asked).toHaveLength(2);
    expect(JSON.parse(String(asked[1]!.body))).toEqual({
      ...{ v: 1, server: 'north', at: clock.now(), everyS: 60, status: 'ok' },
      checks: HEALTH.checks,
    });
    expect(beat.state()).toEqual({ takenAt: clock.now(), trouble: null });
  });

  it('is not sent twice at once, however slow the other side is', async () => {
    answer = () => new Promise(() => undefined);
    start();
    clock.pass(600_000);
    await settled();
    expect(asked).toHaveLength(1);
  });

  it('says why it is not taken, and goes on', async () => {
    answer = () => well(403);
    start();
    await settled();
    expect(beat.state()).toEqual({ takenAt: null, trouble: 'HTTP 403' });
    answer = well;
    clock.pass(60_000);
    await settled();
    expect(beat.state()).toEqual({ takenAt: clock.now(), trouble: null });
  });

  it('goes on where the state of the server cannot be read once', async () => {
    let isBroken = true;
    start(() => {
      if (isBroken) throw new Error('no health');
      return HEALTH;
    });
    await settled();
    isBroken = false;
    clock.pass(60_000);
    await settled();
    expect(asked).toHaveLength(1);
  });
});

describe('a receiver made by the recipe', () => {
  const take = (receiver: Receiver, { headers, body }: Question) =>
    receiver.take({ ...headers }, String(body));

  it('takes our beats, and raises the alarm three minutes after the last', async () => {
    const alarms: string[] = [];
    const createReceiver = await receiverOfTheRecipe();
    const receiver = createReceiver({
      secret: SETTINGS.secret,
      alarm: (what) => alarms.push(what),
      now: clock.now,
    });
    expect(take(receiver, beatOf(SETTINGS, 'north', HEALTH, clock.now()))).toBe('taken');
    clock.pass(180_000);
    receiver.look();
    expect(alarms).toEqual([]);
    clock.pass(1_000);
    receiver.look();
    receiver.look();
    expect(alarms).toEqual(['north is silent']);
    take(receiver, beatOf(SETTINGS, 'north', HEALTH, clock.now()));
    expect(alarms).toEqual(['north is silent', 'north is back']);
  });

  it('takes nothing that somebody else has signed, that was changed, or that is old', async () => {
    const createReceiver = await receiverOfTheRecipe();
    const receiver = createReceiver({ secret: SETTINGS.secret, alarm: () => undefined, now: clock.now });
    const good = beatOf(SETTINGS, 'north', HEALTH, clock.now());
    expect(
      take(receiver, beatOf({ ...SETTINGS, secret: 'another secret' }, 'north', HEALTH, clock.now())),
    ).toBe('refused');
    expect(take(receiver, { ...good, body: String(good.body).replace('"ok"', '"no"') })).toBe('refused');
    expect(receiver.take({}, '')).toBe('refused');
    clock.pass(300_001);
    expect(take(receiver, good)).toBe('refused');
  });
});
