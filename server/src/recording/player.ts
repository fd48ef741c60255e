import type { RecordingLine } from '@fengsui/config/contract';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import { decodeLine } from './decode-line.ts';
import type { MessageLine } from './decode-line.ts';

export interface Player {
  play(line: RecordingLine): void;
  /** The recording's own clock, ms. */
  now(): number;
  messages(): number;
}

export interface PlayerParts {
  monitor: Monitor;
  tell(facts: readonly CoreFact[]): void;
  reject(reason: string): void;
}

/** Drives the core with the lines of a recording, by the recording's own clock. */
export function createPlayer({ monitor, tell, reject }: PlayerParts): Player {
  let now = 0;
  let messages = 0;
  let isLinked = true;
  let hasEnded = false;

  /** Lines after the end are another recording: what lay between was seen by nobody. */
  function resume(at: number): void {
    hasEnded = false;
    isLinked = true;
    tell(monitor.blind(now, 'server_restarted'));
    tell(monitor.advance(at));
    tell(monitor.sighted(at));
  }

  function passTo(at: number): void {
    if (at < now) reject('out_of_order');
    const then = Math.max(now, at);
    if (hasEnded) resume(then);
    now = then;
    tell(monitor.advance(then));
  }

  function link(state: 'down' | 'up'): void {
    const isUp = state === 'up';
    if (isUp === isLinked) return;
    isLinked = isUp;
    tell(monitor.link(state, now));
  }

  function message(line: MessageLine): void {
    messages++;
    const decoded = decodeLine(line);
    if (!decoded.ok) return reject(decoded.reason);
    for (let i = 0; i < decoded.mistyped.length; i++) reject('metric_type');
    const answer = monitor.arrive({ at: now, retained: line.retained ?? false, message: decoded.message });
    if (typeof answer === 'string') reject(answer);
    else tell(answer);
  }

  return {
    play(line) {
      passTo(line.at);
      if ('topic' in line) message(line);
      else if ('link' in line) link(line.link);
      else hasEnded = true;
    },
    now: () => now,
    messages: () => messages,
  };
}
