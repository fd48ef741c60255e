import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../observe/logger.ts';
import { SeriesUnusable } from '../../series/port.ts';
import type { StoringState } from '../feeder.ts';
import { nothingStored } from '../feeder.ts';
import type { Storer } from '../storer.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';
import { createQuestions } from './questions.ts';

export interface ThreadOptions {
  /** The thread's built program. */
  program: URL;
  data: ThreadData;
  clock: Clock;
  log: Logger;
  onChange(state: StoringState): void;
}

const START_AGAIN_MS = 5_000;

/**
 * The storer in a thread of its own, so that storing takes no time from deciding. Rejects with
 * SeriesUnusable. A thread that ends by itself is started again; meanwhile data waits in the journal.
 */
export async function startStorerThread(options: ThreadOptions): Promise<Storer> {
  const { program, data, clock, log, onChange } = options;
  let worker: Worker | undefined;
  let isStopping = false;
  let state = nothingStored();
  const reopened: (() => void)[] = [];
  const questions = createQuestions((message: ToThread) => {
    if (worker) worker.postMessage(message);
    else questions.abandon('the storing thread has ended');
  });

  function change(to: StoringState): void {
    state = to;
    onChange(state);
  }

  function lost(error: Error): void {
    worker = undefined;
    questions.abandon('the storing thread has ended');
    if (isStopping) return;
    log.error({ err: error }, 'the storing thread has ended; it is started again');
    change({ ...state, trouble: `the storing thread has ended: ${error.message}` });
    clock.after(START_AGAIN_MS, () => void again().catch(lost));
  }

  function listen(own: Worker, opened: (kind: string) => void, failed: (error: Error) => void): void {
    let error = new Error('it stopped');
    own.on('error', (thrown: Error) => (error = thrown));
    own.on('exit', () => (worker === own ? lost(error) : failed(error)));
    own.on('message', (message: FromThread) => {
      if (message.kind === 'open') opened(message.store);
      else if (message.kind === 'unusable') failed(new SeriesUnusable(message.message));
      else if (message.kind === 'state') change(message.state);
      else questions.settle(message);
    });
  }

  function spawn(): Promise<string> {
    const own = new Worker(program, { workerData: data, name: 'storer' });
    return new Promise((resolve, reject) => {
      const opened = (kind: string): void => {
        worker = own;
        resolve(kind);
      };
      listen(own, opened, reject);
    });
  }

  async function again(): Promise<void> {
    await spawn();
    for (const task of reopened) task();
  }

  const kind = await spawn();
  return {
    store: questions.store(kind),
    onReopened: (task) => void reopened.push(task),
    state: () => state,
    async stop() {
      isStopping = true;
      const ended = worker && new Promise((resolve) => worker?.once('exit', resolve));
      worker?.postMessage({ kind: 'stop' } satisfies ToThread);
      await ended;
    },
  };
}
