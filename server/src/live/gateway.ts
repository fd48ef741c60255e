import type { Server as HttpServer } from 'node:http';
import type { ServerToViewer, ViewerToServer } from '@fengsui/config/contract';
import { Subscribe } from '@fengsui/config/contract';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import type { Access } from '../access.ts';
import type { Logger } from '../observe/logger.ts';
import type { Hub, Viewer } from './hub.ts';

type LiveSocket = Socket<ViewerToServer, ServerToViewer>;

/** Messages that wait for one slow viewer; beyond it, it is let go and comes back for a snapshot. */
const MAX_WAITING = 100;
const MAX_REQUEST_BYTES = 4 * 1024;

/** Everything that goes over `/live`: one request in, four kinds of message out. */
export function startLive(
  http: HttpServer,
  hub: Hub,
  access: Access,
  log: Logger,
): { close(): Promise<void> } {
  const io = new Server<ViewerToServer, ServerToViewer>(http, {
    serveClient: false,
    maxHttpBufferSize: MAX_REQUEST_BYTES,
    allowRequest: (request, done) => done(null, access.judge(request).ok),
  });
  io.of('/live').on('connection', (socket) => serve(socket, hub, log));
  return { close: () => io.close() };
}

function serve(socket: LiveSocket, hub: Hub, log: Logger): void {
  let leave = (): void => undefined;
  socket.on('subscribe', (request: unknown) => {
    const parsed = Subscribe.safeParse(request);
    if (!parsed.success) {
      socket.emit('refused', { code: 'bad_request', message: 'expected {region}' });
      return;
    }
    leave();
    leave = hub.enter(parsed.data.region, viewerOf(socket, log));
  });
  socket.on('disconnect', () => leave());
}

function viewerOf(socket: LiveSocket, log: Logger): Viewer {
  const isTooSlow = (): boolean => {
    if (waiting(socket) <= MAX_WAITING) return false;
    log.info({ waiting: waiting(socket) }, 'a viewer is too slow; it is let go and comes back');
    socket.disconnect(true);
    return true;
  };
  return {
    snapshot: (snapshot) => socket.emit('snapshot', snapshot),
    patch: (patch) => isTooSlow() || socket.emit('patch', patch),
    pulse: (pulse) => isTooSlow() || socket.emit('pulse', pulse),
  };
}

/** socket.io bounds nothing by itself: what the transport has not taken yet gathers here. */
function waiting(socket: LiveSocket): number {
  return (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
}
