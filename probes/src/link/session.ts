import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import type { Log } from '../log.ts';
import { reasonOf } from '../log.ts';
import type { BackoffPolicy } from './backoff.ts';
import { backoffMs, failuresAfter } from './backoff.ts';
import type { Connection } from './connection.ts';

export interface SessionParts {
  /** Rejects with the reason when no connection comes about. */
  dial: (signal: AbortSignal) => Promise<Connection>;
  clock: Clock;
  random: () => number;
  policy: () => BackoffPolicy;
  /** Waits before the very first try too: a village that gets its power back starts all boxes at once. */
  isSpread: boolean;
  /** Told of each new connection. */
  onUp: (connection: Connection) => void;
  log: Log;
}

/** Keeps one connection at a time, and comes back with jitter when it has ended. */
export interface Session {
  start(): void;
  connection(): Connection | undefined;
  /** No further connection is made; says farewell on the one there is. */
  stop(farewell: (connection: Connection) => Promise<void>): Promise<void>;
}

export function createSession(parts: SessionParts): Session {
  const { dial, clock, random, policy, onUp, log } = parts;
  const ending = new AbortController();
  let open: Connection | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    let failures = 0;
    if (parts.isSpread) await pause(failures);
    while (!ending.signal.aborted) {
      const lasted = await connectOnce(failures);
      failures = failuresAfter(failures, lasted);
      await pause(failures);
    }
  }

  function pause(failures: number): Promise<void> {
    const ms = backoffMs(failures, random(), policy());
    log.debug({ failures, ms }, 'waiting before the next try');
    return sleep(clock, ms, ending.signal);
  }

  /** Answers how long the connection lasted, in milliseconds. */
  async function connectOnce(failures: number): Promise<number> {
    let since = clock.elapsed();
    try {
      const connection = await dial(ending.signal);
      since = clock.elapsed();
      open = connection;
      log.info({}, 'connected');
      onUp(connection);
      const reason = await connection.closed;
      if (!ending.signal.aborted) log.warn({ reason }, 'connection lost');
      return clock.elapsed() - since;
    } catch (error) {
      const write = failures === 0 ? log.warn : log.debug;
      write({ reason: reasonOf(error) }, 'no connection');
      return 0;
    } finally {
      open = undefined;
    }
  }

  return {
    start() {
      running ??= run();
    },
    connection: () => open,
    async stop(farewell) {
      ending.abort();
      if (open) {
        await farewell(open).catch(() => undefined);
        await open.end();
      }
    },
  };
}
