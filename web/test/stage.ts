import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  LiveState,
  Patch,
  SeriesAnswer,
  ServerToViewer,
  ViewerToServer,
} from '@fengsui/config/contract';
import { COLLECTIONS, hashLiveState } from '@fengsui/config/contract';
import express from 'express';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { detailOf } from './incidents.ts';
import type { World } from './world.ts';
import { viewOf } from './world.ts';

const PULSE_MS = 500;
/** Stricter than the real server's: not even inline styles. */
const POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'";

export type SeriesOf = (
  device: string,
  metric: string,
  from: number,
  to: number,
  step: number,
) => SeriesAnswer;

export interface StageSettings {
  pages: string;
  world: World;
  map: unknown;
  series: SeriesOf;
  /** Answers calls of the API that the stage itself does not know. */
  api?: express.RequestHandler;
  /** 0 picks a free one. */
  port?: number;
  /** Accepts viewers and never says a word. */
  mute?: boolean;
  /** Lets nobody in. */
  closed?: boolean;
}

/** A small real server on the wall's own protocol, which tells what a test makes happen. */
export interface Stage {
  url: string;
  port: number;
  /** What a wall at the top region must hold now. */
  truth(): { version: number; hash: string };
  change(change: (world: World) => void): void;
  /** Sends this instead of a rightful message. */
  tamper(send: (socket: Socket<ViewerToServer, ServerToViewer>) => void): void;
  subscriptions(): readonly string[];
  /** From now on nothing is said on any connection, which all stand. */
  freeze(): void;
  /** Ends abruptly, as if the process had been killed. */
  kill(): Promise<void>;
}

type Viewer = Socket<ViewerToServer, ServerToViewer>;
interface Room {
  version: number;
  state: LiveState;
  viewers: Set<Viewer>;
}

export async function createStage(settings: StageSettings): Promise<Stage> {
  const http = createServer(pagesOf(settings));
  const io = new Server<ViewerToServer, ServerToViewer>(http, {
    serveClient: false,
    allowRequest: (_request, done) => done(null, !settings.closed),
  });
  const rooms = new Map<string, Room>();
  const asked: string[] = [];
  let silent = settings.mute ?? false;

  const enter = (viewer: Viewer, wanted: string): void => {
    asked.push(wanted);
    if (silent) return;
    const { region, state } = viewOf(settings.world, wanted);
    for (const room of rooms.values()) room.viewers.delete(viewer);
    const room = rooms.get(region) ?? { version: 1, state: copy(state), viewers: new Set() };
    rooms.set(region, room);
    room.viewers.add(viewer);
    viewer.emit('snapshot', {
      version: room.version,
      at: Date.now(),
      region,
      hash: hashLiveState(room.state),
      state: room.state,
    });
  };
  io.of('/live').on('connection', (viewer) => {
    viewer.on('subscribe', (request) => enter(viewer, request.region));
    viewer.on('disconnect', () => rooms.forEach(({ viewers }) => viewers.delete(viewer)));
  });

  const everyRoom = (run: (room: Room, region: string) => void): void => {
    if (!silent) rooms.forEach(run);
  };
  const pulse = (): void =>
    everyRoom(({ version, state, viewers }) => {
      const beat = { version, at: Date.now(), hash: hashLiveState(state) };
      viewers.forEach((viewer) => viewer.emit('pulse', beat));
    });
  const timer = setInterval(pulse, PULSE_MS);
  const port = await listen(http, settings.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    truth: () => {
      const room = rooms.get(viewOf(settings.world, '').region);
      return { version: room?.version ?? 0, hash: room ? hashLiveState(room.state) : '' };
    },
    change: (change) => {
      change(settings.world);
      everyRoom((room, region) => advance(room, viewOf(settings.world, region).state));
    },
    tamper: (send) => rooms.forEach(({ viewers }) => viewers.forEach(send)),
    subscriptions: () => asked,
    freeze: () => {
      silent = true;
    },
    kill: async () => {
      clearInterval(timer);
      http.closeAllConnections();
      if (http.listening) await io.close();
    },
  };
}

/** Moves a room on to `next` and tells its viewers the difference. */
function advance(room: Room, next: LiveState): void {
  const patch: Patch = { from: room.version, version: room.version + 1, at: Date.now(), set: {}, gone: {} };
  for (const name of COLLECTIONS) {
    const before: Record<string, unknown> = room.state[name];
    const after: Record<string, unknown> = next[name];
    const set = Object.entries(after).filter(
      ([key, one]) => JSON.stringify(before[key]) !== JSON.stringify(one),
    );
    if (set.length > 0) Object.assign(patch.set, { [name]: Object.fromEntries(set) });
    const gone = Object.keys(before).filter((key) => !(key in after));
    if (gone.length > 0) patch.gone[name] = gone;
  }
  room.version = patch.version;
  room.state = copy(next);
  room.viewers.forEach((viewer) => viewer.emit('patch', patch));
}

function pagesOf({ pages, world, map, series, api }: StageSettings): express.Express {
  const app = express();
  app.use((_request, response, next) => {
    response.set('content-security-policy', POLICY);
    next();
  });
  app.get('/api/v1/map', (_request, response) => void response.json(map));
  if (api) app.use('/api/v1', api);
  app.get('/api/v1/incidents/:id', (request, response) => {
    const found = world.incidents.find(({ id }) => id === request.params.id);
    if (found) response.json(detailOf(found));
    else response.status(404).json({ type: 'about:blank', title: 'Not found', status: 404 });
  });
  app.get('/api/v1/devices/:id/series', (request, response) => {
    const { metric, from, to, step } = request.query;
    response.json(series(request.params.id, String(metric), Number(from), Number(to), Number(step ?? 0)));
  });
  app.get(
    ['/', '/wall', '/on-call', '/incidents', '/incidents/:id', '/settings', '/board', '/weak-areas'],
    (_request, response) => response.sendFile('index.html', { root: pages }),
  );
  app.use(express.static(pages, { index: false }));
  app.use('/incidents', express.static(pages, { index: false }));
  return app;
}

const copy = <T>(value: T): T => structuredClone(value);

const listen = (http: HttpServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
