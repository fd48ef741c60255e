import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('fleet-child.js', import.meta.url));
/** A process may have 20,000 open files at most on many machines; and one address as many ports. */
const PER_CHILD = 10_000;
const PER_ADDRESS = 5_000;

/**
 * Light probes in processes of their own.
 *
 * @param {{ devices: { device: string, node: string }[], perSecond?: number,
 *   terms: { port: number, county: string, T: number, baseS: number, capS: number } }} options
 */
export function startFleet({ devices, terms, perSecond = 500 }) {
  const named = devices.map((each, i) => ({
    ...each,
    address: `127.0.0.${10 + Math.floor(i / PER_ADDRESS)}`,
  }));
  const count = Math.max(1, Math.ceil(named.length / PER_CHILD));
  const children = Array.from({ length: count }, (_, i) => {
    const child = fork(CHILD, { stdio: 'inherit' });
    const names = named.slice(i * PER_CHILD, (i + 1) * PER_CHILD);
    child.send({ start: { names, terms, perSecond: perSecond / count } });
    return child;
  });

  async function counts() {
    const all = await Promise.all(children.map(ask));
    const sum = (key) => all.reduce((total, each) => total + each[key], 0);
    return { connects: sum('connects'), refused: sum('refused'), ended: sum('ended'), up: sum('up') };
  }

  return {
    counts,
    end() {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

async function ask(child) {
  const answer = once(child, 'message');
  child.send({});
  return (await answer)[0];
}
