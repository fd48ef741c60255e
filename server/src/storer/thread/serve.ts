import type { MessagePort } from 'node:worker_threads';
import { createClock } from '../../clock.ts';
import { createJournalReader } from '../../journal/reader.ts';
import { createLogger } from '../../observe/logger.ts';
import { SeriesUnusable } from '../../series/port.ts';
import { openSeries } from '../open-series.ts';
import type { Storer } from '../storer.ts';
import { createStorer } from '../storer.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';

/** The storing thread's side: opens the store, follows the journal, answers questions, until it is told to stop. */
export async function serveStorer(port: MessagePort, data: ThreadData): Promise<void> {
  const { settings, journal } = data;
  const tell = (message: FromThread): void => port.postMessage(message);
  const store = await openSeries(settings).catch((error: unknown) => {
    if (!(error instanceof SeriesUnusable)) throw error;
    tell({ kind: 'unusable', message: error.message });
  });
  if (!store) return port.close();
  const storer = createStorer({
    store,
    journal: createJournalReader(journal),
    clock: createClock(),
    log: createLogger(settings.log.level),
    onChange: (state) => tell({ kind: 'state', state }),
  });
  port.on('message', (message: ToThread) => {
    if (message.kind === 'ask') void answer(storer, message).then(tell);
    else void storer.stop().finally(() => port.close());
  });
  tell({ kind: 'open', store: store.kind });
}

async function answer(
  { store }: Storer,
  { id, question, args }: Extract<ToThread, { kind: 'ask' }>,
): Promise<FromThread> {
  try {
    const ask = store[question] as (...given: readonly unknown[]) => Promise<unknown>;
    return { kind: 'answer', id, value: await ask(...args) };
  } catch (error) {
    return { kind: 'failure', id, message: (error as Error).message };
  }
}
