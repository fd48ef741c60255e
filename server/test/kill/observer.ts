import type { IncidentFact, IncidentItem, Patch, Snapshot } from '@fengsui/config/contract';
import { DevicePage, IncidentDetail, IncidentPage } from '@fengsui/config/contract';
import { io } from 'socket.io-client';

/** An incident as somebody outside has seen it. */
export interface Sighting {
  id: string;
  type: IncidentItem['type'];
  openedAt: number;
  /** Every place it was said to be. */
  scopes: Set<string>;
  /** Lines of its timeline that were shown. */
  rows: Map<string, IncidentFact>;
  via: Set<'http' | 'live'>;
}

/** Looks at the server as a wall and a duty page do, all the time, and remembers what it was shown. */
export interface Observer {
  readonly seen: ReadonlyMap<string, Sighting>;
  /** Incidents that it has been shown at that place. */
  at(scope: string): Sighting[];
  /** The server hears all of them. */
  areOnline(devices: readonly string[]): Promise<boolean>;
  /** In words, for whoever wonders: how these devices stand, and what is open. */
  standing(devices: readonly string[]): Promise<string>;
  stop(): void;
}

type Shown = Pick<IncidentItem, 'id' | 'type' | 'openedAt' | 'scope' | 'updatedAt'>;

const LOOK_EVERY_MS = 250;

const rowKey = ({ at, change }: IncidentFact): string => `${at}/${change}`;

export function observe(base: string): Observer {
  const seen = new Map<string, Sighting>();
  const detailsOf = new Map<string, number>();
  let isStopped = false;

  function note({ id, type, openedAt, scope }: Shown, via: 'http' | 'live'): Sighting {
    const known = seen.get(id);
    const sighting = known ?? { id, type, openedAt, scopes: new Set(), rows: new Map(), via: new Set() };
    seen.set(id, sighting);
    sighting.scopes.add(scope.id);
    sighting.via.add(via);
    return sighting;
  }

  async function ask(path: string): Promise<unknown> {
    const answer = await fetch(`${base}/api/v1${path}`, { signal: AbortSignal.timeout(3_000) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  async function look(): Promise<void> {
    const { items } = IncidentPage.parse(await ask('/incidents?limit=1000'));
    for (const item of items) {
      const sighting = note(item, 'http');
      if (detailsOf.get(item.id) === item.updatedAt) continue;
      const { timeline } = IncidentDetail.parse(await ask(`/incidents/${item.id}`));
      for (const row of timeline) if (row.kind === 'incident') sighting.rows.set(rowKey(row), row);
      detailsOf.set(item.id, item.updatedAt);
    }
  }

  /** Whatever cannot be asked now is asked again: the server is being killed. */
  async function keepLooking(): Promise<void> {
    while (!isStopped) {
      await look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  const socket = io(`${base}/live`, {
    transports: ['websocket'],
    reconnectionDelay: 100,
    reconnectionDelayMax: 300,
    timeout: 3_000,
  });
  const noteAll = (incidents: Record<string, Shown> = {}): void => {
    for (const shown of Object.values(incidents)) note(shown, 'live');
  };
  socket.on('connect', () => socket.emit('subscribe', { region: '' }));
  socket.on('snapshot', ({ state }: Snapshot) => noteAll(state.incidents));
  socket.on('patch', ({ set }: Patch) => noteAll(set.incidents));
  void keepLooking();

  return {
    seen,
    at: (scope) => [...seen.values()].filter(({ scopes }) => scopes.has(scope)),
    async areOnline(devices) {
      const { items } = DevicePage.parse(await ask('/devices?link=ONLINE&limit=1000'));
      const online = new Set(items.map(({ id }) => id));
      return devices.every((id) => online.has(id));
    },
    async standing(devices) {
      const { items } = DevicePage.parse(await ask('/devices?limit=1000'));
      const links = items
        .filter(({ id }) => devices.includes(id))
        .map((one) => `${one.link}/${one.linkBecause}`);
      const open = IncidentPage.parse(await ask('/incidents?state=open&limit=1000')).items;
      const incidents = open.map(
        ({ type, scope, because }) => `${type} ${scope.id} ${String(because['reason'])}`,
      );
      return JSON.stringify({ links: tally(links), incidents });
    },
    stop() {
      isStopped = true;
      socket.disconnect();
    },
  };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The numbers of the incidents that a wall is shown that looks now. */
export async function liveIncidents(base: string): Promise<string[]> {
  const socket = io(`${base}/live`, { transports: ['websocket'], forceNew: true });
  socket.emit('subscribe', { region: '' });
  const { state } = await new Promise<Snapshot>((resolve) => socket.once('snapshot', resolve));
  socket.disconnect();
  return Object.keys(state.incidents);
}
