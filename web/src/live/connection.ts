import type { ServerToViewer, ViewerToServer } from '@fengsui/config/contract';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { isPatch, isPulse, isRefusal, isSnapshot } from './envelope.ts';
import type { LiveEvent } from './state.ts';

export interface Connection {
  subscribe(region: string): void;
  /** Drops the connection and dials anew. */
  redial(): void;
  /** Dials where the library has given up: refused by the server, or closed by it. */
  keepDialling(): void;
  close(): void;
}

export interface LiveAddress {
  origin: string;
  /** Where socket.io answers on that origin. */
  path: string;
}

export type Connect = (on: (event: LiveEvent) => void) => Connection;

export function createConnect(address: LiveAddress): Connect {
  return (on) => {
    const socket: Socket<ServerToViewer, ViewerToServer> = io(`${address.origin}/live`, {
      path: address.path,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      forceNew: true,
      timeout: 5_000,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    });
    listen(socket, on);
    return {
      subscribe: (region) => {
        /** socket.io would keep what is sent while offline, and send it all on return. */
        if (socket.connected) socket.emit('subscribe', { region });
      },
      redial: () => socket.disconnect().connect(),
      keepDialling: () => {
        if (!socket.active) socket.connect();
      },
      close: () => {
        socket.off();
        socket.disconnect();
      },
    };
  };
}

function listen(socket: Socket<ServerToViewer, ViewerToServer>, on: (event: LiveEvent) => void): void {
  socket.on('connect', () => on({ type: 'opened' }));
  socket.on('disconnect', () => on({ type: 'closed' }));
  socket.on('connect_error', (error) => {
    if (isDenial(error)) on({ type: 'denied' });
  });
  socket.on('snapshot', (snapshot) => isSnapshot(snapshot) && on({ type: 'snapshot', snapshot }));
  socket.on('patch', (patch) => isPatch(patch) && on({ type: 'patch', patch }));
  socket.on('pulse', (pulse) => isPulse(pulse) && on({ type: 'pulse', pulse }));
  socket.on('refused', (why) => isRefusal(why) && on({ type: 'refused', why }));
}

/** The status of the refused handshake comes as `description`; only long polling can see it. */
const isDenial = (error: Error): boolean =>
  'description' in error && (error.description === 401 || error.description === 403);
