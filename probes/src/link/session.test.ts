import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createFakeLog } from '../fake-log.ts';
import type { Connection } from './connection.ts';
import { createSession } from './session.ts';

/** A broker that takes or refuses, and ends connections when it is told to. */
function createBroker() {
  const broker = {
    dialledAt: [] as number[],
    isUp: true,
    throwOut: (_reason: string) => {},
    connect(): Promise<Connection> {
      if (!broker.isUp) return Promise.reject(new Error('refused'));
      let isOpen = true;
      const closed = new Promise<string>((resolve) => {
        broker.throwOut = (reason) => {
          isOpen = false;
          resolve(reason);
        };
      });
      return Promise.resolve({
        publish: () => Promise.resolve(),
        subscribe: () => Promise.resolve(),
        isOpen: () => isOpen,
        closed,
        end: () => {
          broker.throwOut('we left');
          return Promise.resolve();
        },
      });
    },
  };
  return broker;
}

function setup({ isSpread = false, random = 0.5 } = {}) {
  const clock = createFakeClock();
  const broker = createBroker();
  const log = createFakeLog();
  const ups: number[] = [];
  const session = createSession({
    dial: () => {
      broker.dialledAt.push(clock.elapsed());
      return broker.connect();
    },
    clock,
    random: () => random,
    policy: () => ({ baseS: 10, capS: 300 }),
    isSpread,
    onUp: () => ups.push(clock.elapsed()),
    log,
  });
  return { clock, broker, session, ups, log };
}

describe('the session', () => {
  it('connects at once, and with the rest of the village only after the mains came back', async () => {
    const one = setup();
    one.session.start();
    await one.clock.advance(0);
    expect(one.ups).toEqual([0]);
    const other = setup({ isSpread: true });
    other.session.start();
    await other.clock.advance(60_000);
    expect(other.ups).toEqual([5_000]);
  });

  it('waits longer after each failure, at most 300 s, and says so once', async () => {
    const { clock, broker, session, log } = setup();
    broker.isUp = false;
    session.start();
    await clock.advance(1_000_000);
    const waits = broker.dialledAt.slice(1).map((at, i) => at - (broker.dialledAt[i] ?? 0));
    expect(waits.slice(0, 7)).toEqual([10_000, 20_000, 40_000, 80_000, 150_000, 150_000, 150_000]);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('comes back within the first range after a connection that had lasted', async () => {
    const { clock, broker, session, ups } = setup();
    session.start();
    await clock.advance(60_000);
    broker.throwOut('the broker was restarted');
    await clock.advance(60_000);
    expect(ups).toEqual([0, 65_000]);
  });

  it('backs off from a broker that ends each connection right after accepting it', async () => {
    const clock = createFakeClock();
    const at: number[] = [];
    const session = createSession({
      dial: () => {
        const broker = createBroker();
        at.push(clock.elapsed());
        void Promise.resolve().then(() => broker.throwOut('not welcome'));
        return broker.connect();
      },
      clock,
      random: () => 0.5,
      policy: () => ({ baseS: 10, capS: 300 }),
      isSpread: false,
      onUp: () => {},
      log: createFakeLog(),
    });
    session.start();
    await clock.advance(75_000);
    expect(at).toEqual([0, 10_000, 30_000, 70_000]);
  });

  it('takes leave and does not come back when it is stopped', async () => {
    const { clock, broker, session } = setup();
    session.start();
    await clock.advance(0);
    const said: string[] = [];
    await session.stop(() => {
      said.push('farewell');
      return Promise.resolve();
    });
    await clock.advance(1_000_000);
    expect({ said, dials: broker.dialledAt.length }).toEqual({ said: ['farewell'], dials: 1 });
  });

  it('is stopped while it waits', async () => {
    const { clock, broker, session } = setup();
    broker.isUp = false;
    session.start();
    await clock.advance(1);
    await session.stop(() => Promise.reject(new Error('nobody to take leave of')));
    await clock.advance(1_000_000);
    expect(broker.dialledAt).toEqual([0]);
    expect(clock.alarms()).toEqual([]);
  });

  it('brings a fleet back within a minute of a broker restart, and never all at once', async () => {
    const clock = createFakeClock();
    const backAt: number[] = [];
    const brokers = Array.from({ length: 1_000 }, createBroker);
    let seed = 1;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (const broker of brokers) {
      createSession({
        dial: () => broker.connect(),
        clock,
        random,
        policy: () => ({ baseS: 20, capS: 300 }),
        isSpread: false,
        onUp: () => backAt.push(clock.elapsed()),
        log: createFakeLog(),
      }).start();
    }
    await clock.advance(60_000);
    backAt.length = 0;
    for (const broker of brokers) broker.throwOut('restarted');
    await clock.advance(60_000);
    const perSecond = Array.from({ length: 60 }, (_, s) =>
      backAt.filter((at) => Math.floor(at / 1000) === 60 + s),
    ).map((some) => some.length);
    expect(backAt).toHaveLength(1_000);
    expect(Math.max(...perSecond)).toBeLessThan(100);
    expect(perSecond.findLastIndex((count) => count > 0)).toBe(19);
  });
});
