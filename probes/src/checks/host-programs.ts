import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { errorCode } from './host-files.ts';
import type { Host, ProgramEnd, ProgramLimits } from './host.ts';

/** Runs programs for checks. One that cannot even be killed is not started a second time. */
export function createPrograms(searchPath: string): Pick<Host, 'run'> {
  const notGone = new Set<string>();
  return {
    run: (command, args, limits) => {
      const key = [command, ...args].join('\0');
      if (notGone.has(key)) return Promise.resolve({ end: 'stuck' });
      if (limits.signal?.aborted) return Promise.resolve({ end: 'aborted' });
      const env = { PATH: searchPath, ...limits.env, LC_ALL: 'C' };
      // A group of its own, so that what a script has started can be ended with it.
      const child = spawn(command, args, {
        env,
        cwd: '/',
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return untilEnd(child, limits, () => {
        if (child.exitCode === null && child.signalCode === null) {
          notGone.add(key);
          child.once('exit', () => notGone.delete(key));
        }
        killGroup(child);
      });
    },
  };
}

function untilEnd(child: ChildProcess, limits: ProgramLimits, kill: () => void): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const finish = (end: ProgramEnd) => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', abort);
      resolve(end);
    };
    // Not waiting for the killed one: the kernel may hold it for as long as it likes.
    const stop = (end: ProgramEnd) => {
      kill();
      finish(end);
    };
    const abort = () => stop({ end: 'aborted' });
    const timer = setTimeout(() => stop({ end: 'timeout' }), limits.timeoutMs);
    limits.signal?.addEventListener('abort', abort, { once: true });
    const tooMuch = () => stop({ end: 'too_much_output' });
    const stdout = collect(child.stdout, limits.maxBytes, tooMuch);
    const stderr = collect(child.stderr, limits.maxBytes, tooMuch);
    child.once('error', (error) => finish({ end: 'not_started', code: errorCode(error) }));
    child.once('close', (code, signal) =>
      finish(
        code === null
          ? { end: 'killed', signal: signal ?? 'unknown' }
          : { end: 'exit', code, stdout: stdout(), stderr: stderr() },
      ),
    );
  });
}

function collect(stream: ChildProcess['stdout'], maxBytes: number, tooMuch: () => void): () => string {
  const parts: Buffer[] = [];
  let bytes = 0;
  stream?.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > maxBytes) tooMuch();
    else parts.push(part);
  });
  return () => Buffer.concat(parts).toString('utf8');
}

function killGroup(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
