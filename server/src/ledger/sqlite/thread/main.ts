import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteLedger } from '../index.ts';
import type { FromWriter, ToWriter, WriterData } from './messages.ts';

/** The writing thread's program: takes checkpoints one after the other, until it is told to stop. */
if (parentPort) {
  const port = parentPort;
  const ledger = openSqliteLedger((workerData as WriterData).file);
  const tell = (message: FromWriter): void => port.postMessage(message);
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'stop') {
      ledger.close();
      return port.close();
    }
    const { id, checkpoint } = message;
    try {
      ledger.commit(checkpoint);
      tell({ id });
    } catch (error) {
      tell({ id, error: (error as Error).message });
    }
  });
}
