import type { Clock } from '../clock.ts';
import { openChannel } from './open-channel.ts';
import { outsideFor } from './outside.ts';
import type { Channel, ChannelType } from './port.ts';

/** A channel on the real network, with any clock. */
export function openWith(type: ChannelType, settings: Record<string, unknown>, clock: Clock): Channel {
  return openChannel(type, settings, outsideFor(clock));
}
