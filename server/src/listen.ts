import type { AddressInfo, Server } from 'node:net';

/** The program cannot start; the message says what to change. */
export class StartupError extends Error {
  override name = 'StartupError';
}

/** Answers the port, which is chosen by the system where 0 was asked for. */
export function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  what: string,
  setting: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port, what, setting)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function explain(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  what: string,
  setting: string,
): StartupError {
  const where = `${host}:${port}`;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `the port is in use; stop what uses it, or choose another with ${setting}`,
    EACCES: `this user may not use the port; choose one above 1023 with ${setting}`,
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new StartupError(`${what} cannot listen on ${where}: ${reason}`, { cause: error });
}
