import { createHmac } from 'node:crypto';
import type { Health } from '@fengsui/config/contract';
import type { Ask, Question, Reply, Trouble } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';

export interface DeadManSettings {
  url: string;
  secret: string;
  everyS: number;
}

export interface BeatParts {
  settings: DeadManSettings;
  /** What this server is called. */
  server: string;
  health(): Health;
  ask: Ask;
  clock: Clock;
  log: Logger;
}

export interface BeatState {
  /** When the last beat was taken, ms UTC; null before the first. */
  takenAt: number | null;
  /** Why the last one was not. */
  trouble: string | null;
}

export interface Beat {
  state(): BeatState;
  stop(): void;
}

/** What a beat says, and how it is signed; the receiver's half stands in docs/dead-man.md. */
export function beatOf(settings: DeadManSettings, server: string, health: Health, at: number): Question {
  const { url, secret, everyS } = settings;
  const body = JSON.stringify({ v: 1, server, at, everyS, status: health.status, checks: health.checks });
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'x-fengsui-timestamp': String(at),
      'x-fengsui-signature': `sha256=${signature}`,
    },
    body,
  };
}

/**
 * Tells somebody outside, again and again, that this server lives and how it is. It runs on the same loop as
 * everything else, so that a server that hangs falls silent; who misses the beat raises the alarm.
 */
export function startBeat({ settings, server, health, ask, clock, log }: BeatParts): Beat {
  const state: BeatState = { takenAt: null, trouble: null };
  let underWay = false;

  async function beat(): Promise<void> {
    const trouble = troubleIn(await ask(beatOf(settings, server, health(), clock.now())));
    if (trouble === null) state.takenAt = clock.now();
    else if (state.trouble === null) log.warn({ why: trouble }, 'nobody outside takes our beat');
    state.trouble = trouble;
  }

  function next(): void {
    if (underWay) return;
    underWay = true;
    void beat()
      .catch((error: unknown) => log.error({ err: error }, 'no beat could be made'))
      .finally(() => (underWay = false));
  }

  next();
  return { state: () => ({ ...state }), stop: clock.every(settings.everyS * 1000, next) };
}

/** What an outside server says beyond its status is no business of ours. */
function troubleIn(reply: Reply | Trouble): string | null {
  if (!('status' in reply)) return reply.why;
  return reply.status >= 200 && reply.status < 300 ? null : `HTTP ${reply.status}`;
}
