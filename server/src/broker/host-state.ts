import { PROTOCOL_VERSION } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';

/** What the server says of itself, retained, for devices and other servers. */
export function hostState(online: boolean, clock: Clock): string {
  return JSON.stringify({ v: PROTOCOL_VERSION, online, ts: clock.now() });
}
