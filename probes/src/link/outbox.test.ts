import type { Hist } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createFakeLog } from '../fake-log.ts';
import type { Ring } from '../spool/ring.ts';
import type { Box } from '../spool/ring-fixture.ts';
import { createBox } from '../spool/ring-fixture.ts';
import type { FakeConnection } from './fake-connection.ts';
import { createFakeConnection } from './fake-connection.ts';
import type { Outbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import { birthMessage } from './wire.ts';

const sender = { county: '441200', device: 'gw-1' };

let box: Box;
let ring: Ring;
let clock: FakeClock;
let outbox: Outbox;

beforeEach(() => {
  box = createBox();
  ring = box.open().ring;
  clock = createFakeClock();
  outbox = createOutbox({ ring, sender, clock, log: createFakeLog() });
});
afterEach(() => box.remove());

function measure(count = 1): void {
  for (let i = 0; i < count; i++) outbox.offer(ring.append({ ts: clock.now(), m: { 'sys.load1': i } }));
}

async function connect(): Promise<FakeConnection> {
  const connection = createFakeConnection();
  const placed = ring.append({ ts: clock.now(), birth: true });
  const { boot, seq, ts } = placed.entry;
  const birth = { boot, seq, ts, class: 'gateway', T: 60, area: '441200', parent: 'hub' } as const;
  outbox.attach(connection, placed, birthMessage(sender, birth));
  await clock.advance(0);
  return connection;
}

const told = ({ sent }: FakeConnection) =>
  sent.map(({ verb, body }) =>
    verb === 'hist'
      ? `hist ${(body as Hist).samples.map(({ seq }) => seq).join(',')}`
      : `${verb} ${String(body['seq'])}`,
  );

describe('the outbox', () => {
  it('sends birth first, then what waited as history, and what is new as data', async () => {
    measure(3);
    const connection = await connect();
    connection.acknowledgeAll();
    await clock.advance(1_000);
    measure();
    await clock.advance(0);
    expect(told(connection)).toEqual(['birth 3', 'hist 0,1,2', 'data 4']);
    expect(ring.stats().waiting).toBe(0);
  });

  it('does not let history hold up what is new', async () => {
    measure(3);
    const connection = await connect();
    measure(2);
    await clock.advance(0);
    expect(told(connection)).toEqual(['birth 3', 'hist 0,1,2', 'data 4', 'data 5']);
  });

  it('sends again as history what was sent and never acknowledged', async () => {
    const first = await connect();
    measure(2);
    first.lose();
    await clock.advance(0);
    measure();
    const second = await connect();
    second.acknowledgeAll();
    await clock.advance(1_000);
    expect(told(second)).toEqual(['birth 4', 'hist 0,1,2,3']);
    expect(ring.stats().waiting).toBe(0);
  });

  it('keeps what is new on disk when the broker takes long to acknowledge it', async () => {
    await connect();
    measure();
    const before = ring.stats().bytes;
    await clock.advance(1_999);
    expect(ring.stats().bytes).toBe(before);
    await clock.advance(1);
    expect(ring.stats().bytes).toBeGreaterThan(before);
  });

  it('writes nothing to disk while everything is acknowledged at once', async () => {
    const connection = await connect();
    connection.acknowledgeAll();
    await clock.advance(0);
    const before = ring.stats().bytes;
    for (let i = 0; i < 50; i++) {
      measure();
      await clock.advance(1_000);
    }
    expect(ring.stats()).toMatchObject({ bytes: before, waiting: 0 });
  });

  it('keeps few messages on the way and sends the others as history', async () => {
    const connection = await connect();
    measure(40);
    await clock.advance(0);
    expect(told(connection).filter((message) => message.startsWith('data'))).toHaveLength(15);
    connection.acknowledgeAll();
    await clock.advance(1_000);
    expect(told(connection).at(-1)).toMatch(/^hist 16,.*,40$/);
    expect(ring.stats().waiting).toBe(0);
  });

  it('sends an event as an event, in its place', async () => {
    measure();
    outbox.offer(ring.append({ ts: clock.now(), type: 'door', data: { open: true } }));
    measure();
    const connection = await connect();
    connection.acknowledgeAll();
    await clock.advance(1_000);
    expect(told(connection)).toEqual(['birth 3', 'hist 0', 'event 1', 'hist 2']);
  });

  it('leaves the line free between batches for as long as a batch took', async () => {
    measure(1_200);
    const connection = await connect();
    await clock.advance(400);
    connection.acknowledge();
    await clock.advance(399);
    const before = told(connection).length;
    await clock.advance(1);
    expect(told(connection).length).toBe(before + 1);
  });

  it('goes on, on the next connection, where the last one ended', async () => {
    measure(1_200);
    const first = await connect();
    first.acknowledge();
    await clock.advance(30);
    first.lose();
    await clock.advance(0);
    const second = await connect();
    second.acknowledgeAll();
    await clock.advance(5_000);
    const again = second.sent
      .filter(({ verb }) => verb === 'hist')
      .flatMap(({ body }) => (body as Hist).samples);
    expect(again[0]?.seq).toBe(
      (first.sent.findLast(({ verb }) => verb === 'hist')?.body as Hist).samples[0]?.seq,
    );
    expect(ring.stats().waiting).toBe(0);
  });
});

describe('a resend', () => {
  async function delivered(count: number): Promise<FakeConnection> {
    const connection = await connect();
    connection.acknowledgeAll();
    measure(count);
    await clock.advance(1_000);
    connection.sent.length = 0;
    return connection;
  }

  it('sends from the ring what had been delivered', async () => {
    const connection = await delivered(10);
    const answer = outbox.resend({ boot: ring.boot, from: 2, to: 5 });
    await clock.advance(1_000);
    expect(told(connection)).toEqual(['hist 2,3,4,5']);
    expect(await answer).toEqual({ sent: 4, missing: [] });
  });

  it('sends a birth as a sample without values, so that its number is accounted for', async () => {
    const connection = await delivered(1);
    const answer = outbox.resend({ boot: ring.boot, from: 0, to: 0 });
    await clock.advance(1_000);
    expect((connection.sent[0]?.body as Hist).samples).toMatchObject([{ seq: 0, m: {} }]);
    expect(await answer).toEqual({ sent: 1, missing: [] });
  });

  it('says which numbers are no longer there, and does not miss what was not given yet', async () => {
    await delivered(10);
    const none = outbox.resend({ boot: 'f00', from: 3, to: 2 ** 50 });
    const beyond = outbox.resend({ boot: ring.boot, from: 9, to: 2 ** 53 - 1 });
    const later = outbox.resend({ boot: ring.boot, from: 100, to: 200 });
    await clock.advance(1_000);
    expect(await none).toEqual({ sent: 0, missing: [[3, 2 ** 50]] });
    expect(await beyond).toEqual({ sent: 2, missing: [] });
    expect(await later).toEqual({ sent: 0, missing: [] });
  });

  it('answers for what was dropped from the ring', async () => {
    box.remove();
    box = createBox();
    ring = box.open({ maxBytes: 256 * 1024 }).ring;
    outbox = createOutbox({ ring, sender, clock, log: createFakeLog() });
    const connection = await connect();
    connection.acknowledgeAll();
    for (let i = 0; i < 400; i++) {
      measure(10);
      await clock.advance(0);
    }
    const answer = outbox.resend({ boot: ring.boot, from: 0, to: 4_000 });
    await clock.advance(60_000);
    const { sent, missing } = await answer;
    expect(missing).toHaveLength(1);
    expect(missing[0]?.[0]).toBe(0);
    expect(sent).toBe(4_000 - (missing[0]?.[1] ?? 0));
  });

  it('does not send twice what is on its way anyway', async () => {
    measure(5);
    const connection = await connect();
    const answer = outbox.resend({ boot: ring.boot, from: 0, to: 4 });
    connection.acknowledgeAll();
    await clock.advance(1_000);
    expect(told(connection)).toEqual(['birth 5', 'hist 0,1,2,3,4']);
    expect(await answer).toEqual({ sent: 0, missing: [] });
  });

  it('fails when the connection ends, and when too many are asked for at once', async () => {
    const connection = await delivered(10);
    const many = Array.from({ length: 9 }, () => outbox.resend({ boot: ring.boot, from: 1, to: 5 }));
    await expect(many[8]).rejects.toThrow('busy');
    connection.lose();
    const others = await Promise.allSettled(many.slice(0, 8));
    expect(others.at(-1)?.status).toBe('rejected');
    await expect(outbox.resend({ boot: ring.boot, from: 1, to: 5 })).rejects.toThrow('not connected');
  });
});
