import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Played } from './replay.ts';

const EVERY_MS = 1_000;

/** Says every second how far a replay is: over one line of a terminal, else a line each. */
export function createProgress(clock: Clock, err: Writable, isTerminal: boolean) {
  const startedAt = clock.now();
  let saidAt = startedAt;
  let hasSaid = false;

  return {
    tell(played: Played): void {
      const now = clock.now();
      if (now - saidAt < EVERY_MS) return;
      saidAt = now;
      hasSaid = true;
      const words = wordsOf(played, now - startedAt);
      err.write(isTerminal ? `\r${words}\u001B[K` : `${words}\n`);
    },
    end(): void {
      if (isTerminal && hasSaid) err.write('\n');
    },
  };
}

function wordsOf({ lines, now, messages }: Played, tookMs: number): string {
  const rate = Math.round((messages / Math.max(1, tookMs)) * 1000);
  return `${lines} lines, ${new Date(now).toISOString().slice(0, 19)}Z, ${rate} messages/s`;
}
