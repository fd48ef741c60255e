import { randomUUID } from 'node:crypto';
import { hostOfState } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { z } from 'zod';
import type { Delivery } from '../broker/port.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';

/** Watches what other servers at the same broker say of themselves. */
export interface Peers {
  /** Names this run of the program to others. */
  readonly instance: string;
  hear(delivery: Delivery): void;
  /** Another server does our work, or bears our name; undefined while none does. */
  trouble(): string | undefined;
}

export interface PeersParts {
  name: string;
  instance: string;
  counties: readonly string[] | undefined;
  clock: Clock;
  log: Logger;
}

const HostState = z.object({
  online: z.boolean(),
  instance: z.string().max(64).optional(),
  counties: z.array(z.string().max(16)).max(1_000).optional(),
});
type HostState = z.infer<typeof HostState>;

/** Who is there says so every 30 s. */
const GONE_AFTER_MS = 100_000;
const MOST = 100;

/**
 * Two servers that serve the same county would both call, and both write; two with one name take each
 * other's session. What the broker had kept proves nothing: its server may be long gone.
 */
export function createPeers({ name, instance, counties, clock, log }: PeersParts): Peers {
  const clashes = new Map<string, { words: string; until: number }>();

  function clash(host: string, state: HostState): string | undefined {
    if (host === name)
      return state.instance === instance ? undefined : `another server is called ${name} too`;
    const common = inCommon(counties, state.counties);
    if (common === undefined) return `${host} serves all counties, and so does this server`;
    return common.length === 0 ? undefined : `${host} serves ${common.join(', ')} too`;
  }

  function note(host: string, words: string | undefined): void {
    if (words === undefined) return void clashes.delete(host);
    if (clashes.size >= MOST && !clashes.has(host)) return;
    if (!clashes.has(host)) log.error({ host }, `${words}; one of the two must stop`);
    clashes.set(host, { words, until: clock.now() + GONE_AFTER_MS });
  }

  return {
    instance,
    hear({ topic, payload, retained }) {
      const state = retained ? undefined : read(payload);
      const host = hostOfState(topic);
      if (!state || host === undefined) return;
      if (!state.online && host === name) return;
      note(host, state.online ? clash(host, state) : undefined);
    },
    trouble() {
      const now = clock.now();
      for (const [host, { until }] of clashes) if (until <= now) clashes.delete(host);
      const [first] = clashes.values();
      return first?.words;
    },
  };
}

/** For a server that has a name, and so may be one of several. */
export function watchPeers(
  { name, counties }: Pick<ServerSettings, 'name' | 'counties'>,
  clock: Clock,
  log: Logger,
): Peers | undefined {
  if (name === undefined) return undefined;
  return createPeers({ name, counties, instance: randomUUID(), clock, log });
}

/** Without a list it is all of them. */
function inCommon(
  mine: readonly string[] | undefined,
  theirs: readonly string[] | undefined,
): readonly string[] | undefined {
  if (mine === undefined || theirs === undefined) return mine ?? theirs;
  return mine.filter((one) => theirs.includes(one));
}

function read(payload: Uint8Array): HostState | undefined {
  try {
    return HostState.safeParse(JSON.parse(Buffer.from(payload).toString())).data;
  } catch {
    return undefined;
  }
}
