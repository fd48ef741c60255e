import type { Ack } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Connection } from './connection.ts';
import type { Sender } from './wire.ts';
import { ackMessage } from './wire.ts';

type Reply = Omit<Ack, 'v' | 'ts'>;

/** Acknowledgements on their way; those that a connection did not take go with the next one. */
export interface Replies {
  reply(ack: Reply): void;
  attach(connection: Connection): void;
}

const MAX_KEPT = 32;

export function createReplies(sender: Sender, clock: Pick<Clock, 'now'>): Replies {
  let connection: Connection | undefined;
  let kept: Reply[] = [];

  function send(ack: Reply): void {
    const keep = () => void (kept = [...kept, ack].slice(-MAX_KEPT));
    if (!connection?.isOpen()) return keep();
    connection.publish(ackMessage(sender, { ...ack, ts: clock.now() })).catch(keep);
  }

  return {
    reply: send,
    attach(next) {
      connection = next;
      const waiting = kept;
      kept = [];
      waiting.forEach(send);
    },
  };
}
