import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const PROGRAM = fileURLToPath(new URL('../bin/fengsui.js', import.meta.url));

/** A process of the built program, as an operator would run it. */
export interface Running {
  output(): string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const alive = new Set<ChildProcess>();

/** Ends what a failed test has left running. */
export function killAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}

export function run(
  args: string[],
  environment: Record<string, string>,
): Running & { exited: Promise<number | null> } {
  const env = { PATH: process.env['PATH'] ?? '', FENGSUI_LOG_LEVEL: 'info', ...environment };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  alive.add(child);
  const exited = once(child, 'exit').then(([code]) => {
    alive.delete(child);
    return code as number | null;
  });
  return {
    output: () => output,
    exited,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

export interface RunningServer extends Running {
  get<T>(path: string): Promise<T>;
}

/** Starts `fengsui serve` and waits until it answers. */
export async function runServer(
  httpPort: number,
  environment: Record<string, string>,
  args: string[] = [],
): Promise<RunningServer> {
  const running = run(['serve', ...args], { FENGSUI_HTTP_PORT: String(httpPort), ...environment });
  const base = `http://127.0.0.1:${httpPort}`;
  await until('the server to answer', async () => {
    const answer = await fetch(`${base}/api/v1/health`).catch((error: unknown) => {
      throw new Error(`${String(error)}; it said: ${running.output()}`);
    });
    return answer.status > 0;
  });
  return {
    ...running,
    async get<T>(path: string) {
      const answer = await fetch(base + path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}

export function runProbe(device: string, environment: Record<string, string>): Running {
  return run(['probe'], { FENGSUI_PROBE_DEVICE: device, FENGSUI_PROBE_T: '1', ...environment });
}
