import type { Clock } from '../clock.ts';
import { createAsk } from './ask.ts';
import { createConnect } from './connect.ts';
import type { ChannelDeps } from './port.ts';

/** The real network, as channels may use it. */
export function outsideFor(clock: Clock): ChannelDeps {
  return { clock, ask: createAsk({ clock }), connect: createConnect({ clock }) };
}
