import { PROTOCOL_VERSION } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';

/** What a server tells of itself beyond being there; for other servers. */
export interface HostAbout {
  /** Names one run of the program: another one under the same name is another server. */
  instance?: string;
  /** The counties that it serves; without it all of them. */
  counties?: readonly string[];
  /** Counties that the broker keeps messages of for it, until it takes them over. */
  awaits?: readonly string[];
}

/** What the server says of itself, retained, for devices and other servers. */
export function hostState(online: boolean, clock: Pick<Clock, 'now'>, about: HostAbout = {}): string {
  return JSON.stringify({ v: PROTOCOL_VERSION, online, ts: clock.now(), ...about });
}
