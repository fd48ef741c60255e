import { connect } from 'node:net';
import { once } from 'node:events';
import { connectPacket, createReader, publishPacket } from '../storm/packets.js';

/** Sends as fast as it is acknowledged. */
export interface Flood {
  /** Sends everything that `next` gives, and resolves when all of it is acknowledged. */
  send(next: () => { topic: string; payload: Buffer } | undefined): Promise<number>;
  end(): void;
}

/** So many messages are under way at once. */
const WINDOW = 500;
const MAX_ID = 60_000;

export async function openFlood(port: number, clientId: string): Promise<Flood> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let lost: Error | undefined;
  let acknowledged = 0;
  let onChange = (): void => undefined;
  const fail = (why: string) => {
    lost ??= new Error(`${clientId}: ${why}, after ${acknowledged} acknowledgements`);
    onChange();
  };
  socket.on('error', (error) => fail(error.message));
  socket.on('close', () => fail('the connection was ended'));
  const puback = (): void => {
    acknowledged++;
    onChange();
  };
  await once(socket, 'connect');
  const accepted = new Promise<void>((resolve) => {
    socket.on('data', createReader({ connack: () => resolve(), puback }));
  });
  socket.write(connectPacket({ clientId }));
  await accepted;

  return {
    send(next) {
      let sent = 0;
      let isOver = false;
      const from = acknowledged;
      return new Promise((resolve, reject) => {
        onChange = () => {
          if (lost) return reject(lost);
          const packets: Buffer[] = [];
          while (!isOver && sent - (acknowledged - from) < WINDOW) {
            const message = next();
            if (message) packets.push(publishPacket({ ...message, id: 1 + (sent++ % MAX_ID) }));
            else isOver = true;
          }
          if (packets.length > 0) socket.write(Buffer.concat(packets));
          if (isOver && acknowledged - from === sent) resolve(sent);
        };
        onChange();
      });
    },
    end: () => socket.destroy(),
  };
}
