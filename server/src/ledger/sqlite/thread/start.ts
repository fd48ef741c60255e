import { Worker } from 'node:worker_threads';
import type { LedgerWriter } from '../../port.ts';
import type { FromWriter, ToWriter, WriterData } from './messages.ts';

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/**
 * Writes checkpoints in a thread of its own: writing and waiting for the disk take no time from deciding.
 * A thread that ends by itself is started again with the next checkpoint.
 */
export function startLedgerWriter(program: URL, data: WriterData): LedgerWriter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let ended: Promise<void> = Promise.resolve();
  let asked = 0;

  function settle({ id, error }: FromWriter): void {
    const open = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) open?.resolve();
    else open?.reject(new Error(error));
  }

  function lost(error: Error): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function spawn(): Worker {
    const own = new Worker(program, { workerData: data, name: 'ledger' });
    let because = new Error('the thread that writes the ledger has ended');
    own.on('error', (error: Error) => (because = error));
    own.on('message', settle);
    ended = new Promise((resolve) => {
      own.on('exit', () => {
        lost(because);
        resolve();
      });
    });
    return own;
  }

  return {
    commit(checkpoint) {
      const id = ++asked;
      worker ??= spawn();
      const own = worker;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        own.postMessage({ kind: 'commit', id, checkpoint } satisfies ToWriter);
      });
    },
    async close() {
      worker?.postMessage({ kind: 'stop' } satisfies ToWriter);
      await ended;
    },
  };
}
