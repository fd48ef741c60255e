import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keepProcess } from './kept-process.ts';
import type { KeptProcess } from './kept-process.ts';

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;
const TRIES = 4;

/** A real server of a test, on loopback, with a folder of its own that goes when it is stopped. */
export interface Service {
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
  /** As when the power goes. `restart` brings it back with what it had on disk. */
  kill(): Promise<void>;
  /** On the same port and folder, whether it runs or not; resolves when it is ready. */
  restart(): Promise<void>;
  /** It keeps its connections and does nothing, as a machine that hangs. */
  pause(): void;
  resume(): void;
}

export interface ServiceKind {
  name: string;
  /** Chooses ports and writes what the program needs into `folder`; answers its command. */
  prepare(folder: string): Promise<readonly string[]>;
  isReady(output: string): Promise<boolean>;
}

/** A free port may be taken before the program has it: then it is prepared once more, with another. */
export async function startService(kind: ServiceKind): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), `fengsui-${kind.name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (let left = TRIES - 1; ; left--) {
    const command = await kind.prepare(folder);
    try {
      const running = await launch(kind, command, folder);
      return serve(kind, command, folder, running, remove);
    } catch (error) {
      if (left > 0 && isPortTaken(error)) continue;
      remove();
      throw error;
    }
  }
}

const isPortTaken = (error: unknown) => error instanceof Error && /already in use/i.test(error.message);

function serve(
  kind: ServiceKind,
  command: readonly string[],
  folder: string,
  first: KeptProcess,
  remove: () => void,
): Service {
  let running = first;
  return {
    async stop() {
      await running.stop();
      remove();
    },
    kill: () => running.kill(),
    async restart() {
      await running.stop();
      running = await launch(kind, command, folder);
    },
    pause: () => running.signal('SIGSTOP'),
    resume: () => running.signal('SIGCONT'),
  };
}

async function launch(kind: ServiceKind, command: readonly string[], folder: string): Promise<KeptProcess> {
  const started = keepProcess(command, folder);
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await kind.isReady(started.output())) || !started.isRunning()) {
    if (!started.isRunning()) throw new Error(`${kind.name} ended while starting:\n${started.output()}`);
    if (performance.now() > deadline) {
      await started.kill();
      throw new Error(`${kind.name} was not ready after ${READY_WITHIN_MS} ms:\n${started.output()}`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return started;
}
