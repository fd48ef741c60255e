import { createServer } from 'node:net';
import type { Service } from '../parts/service.ts';
import type { Running } from '../processes.ts';
import { run } from '../processes.ts';
import { until } from '../until.ts';

/** One process that is killed and started again, on the same port and folder. */
export interface Victim {
  readonly name: 'server' | 'mosquitto' | 'influx';
  start(): void;
  /** Resolves when it answers, or when it was killed before it did. */
  ready(): Promise<void>;
  /** SIGKILL; resolves once it has ended. */
  kill(): Promise<void>;
  /** Throws when it has ended without having been killed, or could not be started. */
  check(): void;
}

export interface Server extends Victim {
  readonly base: string;
  /** Asks it to end; answers its exit code. */
  end(): Promise<number | null>;
  output(): string;
  /** How long each start took until it answered, ms. */
  readonly starts: readonly number[];
  /** When it was killed, ms. */
  readonly kills: readonly number[];
}

const READY_WITHIN_MS = 60_000;

export function serverVictim(httpPort: number, environment: Record<string, string>): Server {
  const base = `http://127.0.0.1:${httpPort}`;
  const starts: number[] = [];
  const kills: number[] = [];
  let running: (Running & { exited: Promise<number | null> }) | undefined;
  let isWanted = false;
  let fault: string | undefined;
  let becoming: Promise<void> = Promise.resolve();

  async function becomeReady(mine: Running): Promise<void> {
    const since = Date.now();
    await until(
      'the server to answer',
      async () => {
        if (running !== mine || fault !== undefined) return true;
        const answer = await fetch(`${base}/api/v1/health`, { signal: AbortSignal.timeout(5_000) });
        await answer.arrayBuffer();
        if (running === mine) starts.push(Date.now() - since);
        return true;
      },
      READY_WITHIN_MS,
    ).catch((error: unknown) => (fault ??= `${String(error)}\n${mine.output()}`));
  }

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    const mine = running;
    isWanted = false;
    running = undefined;
    return mine ? mine.kill(signal) : null;
  }

  return {
    name: 'server',
    base,
    starts,
    kills,
    start() {
      const mine = run(['serve'], { FENGSUI_HTTP_PORT: String(httpPort), ...environment });
      running = mine;
      isWanted = true;
      void mine.exited.then((code) => {
        if (running === mine && isWanted) fault ??= `it ended by itself with ${code}:\n${mine.output()}`;
      });
      becoming = becomeReady(mine);
    },
    ready: () => becoming,
    async kill() {
      kills.push(Date.now());
      await stop('SIGKILL');
    },
    end: () => stop('SIGTERM'),
    output: () => running?.output() ?? '',
    check() {
      if (fault !== undefined) throw new Error(`the server: ${fault}`);
    },
  };
}

export function serviceVictim(name: 'mosquitto' | 'influx', service: Service): Victim {
  let becoming: Promise<void> = Promise.resolve();
  let fault: unknown;
  return {
    name,
    start() {
      becoming = service.restart().catch((error: unknown) => void (fault ??= error));
    },
    ready: () => becoming,
    async kill() {
      // Of a service that is starting the process is not in hand yet.
      await becoming;
      await service.kill();
    },
    check() {
      if (fault !== undefined) throw new Error(`${name} could not be started`, { cause: fault });
    },
  };
}

/** Below the ports that connections go out from: one of those would hold it while nobody listens. */
const LOWEST = 15_000;
const HIGHEST = 31_000;

/** A TCP port of the loopback address that stays free while its owner is dead. */
export async function lastingPort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error('no free port was found');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
