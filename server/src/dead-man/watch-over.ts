import type { Actor, Health } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import type { BrokerHandlers } from '../broker/port.ts';
import type { Ask } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk/door.ts';
import type { Logger } from '../observe/logger.ts';
import { startBeat } from './beat.ts';
import type { LostPeer } from './lost-peers.ts';
import { watchLostPeers } from './lost-peers.ts';

export interface WatchOverParts {
  settings: Pick<ServerSettings, 'name' | 'deadMan'>;
  health(): Health;
  ask: Ask;
  desk: Pick<DeskDoor, 'open'>;
  /** The division of whoever has to know. */
  top: string;
  clock: Clock;
  log: Logger;
}

/** Servers that watch over each other, and somebody outside who watches over us. */
export interface WatchOver {
  /** Hears what they hear. */
  around(handlers: BrokerHandlers): BrokerHandlers;
  stop(): void;
}

const WATCHMAN: Actor = { kind: 'program', id: 'dead-man', name: '烽燧' };

export function watchOver({ settings, health, ask, desk, top, clock, log }: WatchOverParts): WatchOver {
  const { name, deadMan } = settings;
  const beat =
    deadMan && startBeat({ settings: deadMan, server: name ?? 'fengsui', health, ask, clock, log });

  /** People are called as about any other incident. */
  function tell({ server, since }: LostPeer): void {
    log.error({ server, since }, 'another server has been lost');
    const words = `服务器 ${server} 失联一分钟以上（server ${server} is lost）`;
    desk.open({ severity: 'critical', words, area: top, homes: 0 }, WATCHMAN).catch((error: unknown) => {
      log.error({ err: error, server }, 'nobody could be told that a server was lost');
    });
  }

  const onBack = ({ server }: LostPeer): void => log.info({ server }, 'a server that was lost is back');
  const peers = name === undefined ? undefined : watchLostPeers({ name, clock, onLost: tell, onBack });
  return {
    around: (handlers) => ({
      ...handlers,
      ...((handlers.peer ?? peers) && {
        peer(delivery) {
          handlers.peer?.(delivery);
          peers?.hear(delivery);
        },
      }),
      link(state, why) {
        handlers.link(state, why);
        peers?.link(state);
      },
    }),
    stop() {
      beat?.stop();
      peers?.stop();
    },
  };
}
