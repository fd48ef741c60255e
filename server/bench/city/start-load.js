import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LOAD = fileURLToPath(new URL('load.js', import.meta.url));

/** The load as a child; `ask` answers when it has done it. */
export function startLoad() {
  const child = fork(LOAD, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map();
  let number = 0;
  let failed;
  let latest = { sent: 0, samples: 0, acked: 0, cpuS: 0 };
  const fail = (error) => {
    failed = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.on('message', (said) => {
    if (said.failed !== undefined) fail(new Error(`the load failed: ${said.failed}`));
    else if (said.number === undefined) latest = said;
    else {
      waiting.get(said.number)?.resolve(said.answer);
      waiting.delete(said.number);
    }
  });
  child.on('exit', () => fail(new Error('the load has ended')));

  return {
    pid: child.pid,
    /** @param {{ do: string, [more: string]: unknown }} order */
    ask(order) {
      if (failed) return Promise.reject(failed);
      return new Promise((resolve, reject) => {
        waiting.set(++number, { resolve, reject });
        child.send({ number, order });
      });
    },
    /** How far it was a moment ago. Throws if it has failed. */
    progress() {
      if (failed) throw failed;
      return latest;
    },
    async end() {
      if (failed) return;
      await this.ask({ do: 'end' });
      await new Promise((resolve) => child.once('exit', resolve));
    },
    kill: () => child.kill('SIGKILL'),
  };
}
