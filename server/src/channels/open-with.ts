import type { Clock } from '../clock.ts';
import { createAsk } from './ask.ts';
import { createConnect } from './connect.ts';
import { openChannel } from './open-channel.ts';
import type { Channel, ChannelType } from './port.ts';

/** A channel on the real network, with any clock. */
export function openWith(type: ChannelType, settings: Record<string, unknown>, clock: Clock): Channel {
  return openChannel(type, settings, { clock, ask: createAsk({ clock }), connect: createConnect({ clock }) });
}
