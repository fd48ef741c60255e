import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

const STOP_WITHIN_MS = 10_000;
const MAX_OUTPUT = 64 * 1024;

/**
 * A test runner may be killed before it can clean up. So beside the program a shell waits for a word
 * from it; when the runner ends without giving it, the shell kills the program and removes its folder.
 */
const KEEPER = `
folder=$1; shift
( read -r word <&3 || { kill -9 $$; rm -rf "$folder"; } ) >/dev/null 2>&1 &
exec "$@" 3<&-
`;

export interface KeptProcess {
  readonly isRunning: () => boolean;
  /** The end of what it printed. */
  readonly output: () => string;
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
  /** Asks it to end, and kills it when it does not; resolves once it has ended. */
  stop(): Promise<void>;
  /** As when the power goes; resolves once it has ended. */
  kill(): Promise<void>;
}

export function keepProcess(command: readonly string[], folder: string): KeptProcess {
  const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', folder, ...command], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const output = collect(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => release(child));

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const killing = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill(signal);
    child.kill('SIGCONT');
    await ended;
    clearTimeout(killing);
  };

  return {
    isRunning,
    output,
    signal: (name) => void child.kill(name),
    stop: async () => (isRunning() ? end('SIGTERM') : undefined),
    kill: async () => (isRunning() ? end('SIGKILL') : undefined),
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => (text = (text + chunk.toString()).slice(-MAX_OUTPUT));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  child.once('error', (error) => add(Buffer.from(error.message)));
  return () => text;
}

/** The keeping shell need not act any more. */
function release(child: ChildProcess): void {
  const word = child.stdio[3] as Writable;
  word.on('error', () => undefined);
  word.end('ended\n');
}
