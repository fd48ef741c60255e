import { SeriesUnavailable } from '../port.ts';
import { unusable } from './open-file.ts';
import type { Job, Session, SessionOptions } from './session.ts';
import { openSession } from './session.ts';

export interface Sessions {
  write<T>(job: Job<T>): Promise<T>;
  read<T>(job: Job<T>): Promise<T>;
  upkeep<T>(job: Job<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * The session that is in use. After a failed write it is closed and the file is opened anew, since
 * DuckDB may refuse all further use of a file after a fault such as a full disk. Rejects with
 * SeriesUnusable if the file cannot be opened to begin with, with SeriesUnavailable from then on.
 */
export async function startSessions(options: SessionOptions): Promise<Sessions> {
  let session = openSession(options);
  let isClosed = false;
  await session.catch((error: Error) => {
    throw unusable(options.file, error);
  });

  function renew(failed: Promise<Session>): void {
    if (session !== failed || isClosed) return;
    session = failed.then(closeSession, () => undefined).then(() => openSession(options));
    // Whoever uses it next is told.
    session.catch(() => undefined);
  }

  async function run<T>(kind: 'read' | 'write' | 'upkeep', job: Job<T>): Promise<T> {
    if (isClosed) throw new SeriesUnavailable('the series store is closed');
    const mine = session;
    const open = await mine.catch((error: Error) => {
      renew(mine);
      throw unavailable(error);
    });
    return open[kind](job).catch((error: Error) => {
      if (kind === 'write') renew(mine);
      throw unavailable(error);
    });
  }

  let settled: Promise<unknown> = Promise.resolve();
  function begun<T>(run: Promise<T>): Promise<T> {
    settled = Promise.allSettled([settled, run]).then(() => undefined);
    return run;
  }

  return {
    write: (job) => begun(run('write', job)),
    read: (job) => begun(run('read', job)),
    upkeep: (job) => begun(run('upkeep', job)),
    async close() {
      isClosed = true;
      await settled;
      await session.then(closeSession, () => undefined);
    },
  };
}

const closeSession = (session: Session): Promise<void> => session.close();

function unavailable(error: Error): SeriesUnavailable {
  return error instanceof SeriesUnavailable ? error : new SeriesUnavailable(error.message);
}
