import type { Json } from '@fengsui/config/contract';
import { ChannelBody } from '@fengsui/config/contract';
import type { KeptRecord, Records } from '../ledger/records/port.ts';
import type { Logger } from '../observe/logger.ts';
import { never } from './answer.ts';
import { channelBook } from './book.ts';
import { openChannel } from './open-channel.ts';
import type { Channel, ChannelDeps, ChannelRegistry, ChannelType } from './port.ts';
import { typeNamed } from './views.ts';
import { CHANNEL_TYPES } from './types.ts';

export type { ChannelRegistry };

export interface RegistryParts {
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  deps: ChannelDeps;
  log: Logger;
  types?: readonly ChannelType[];
}

interface Entry {
  version: number;
  channel: Channel;
  trouble?: string;
}

export function createChannelRegistry({
  records,
  deps,
  log,
  types = CHANNEL_TYPES,
}: RegistryParts): ChannelRegistry {
  let entries = new Map<string, Entry>();
  let channels: ReadonlyMap<string, Channel> = new Map();

  function open({ id, version, value }: KeptRecord): Entry {
    try {
      return { version, channel: openKept(value, types, deps) };
    } catch (error) {
      const trouble = faultOf(error);
      log.error({ channel: id, trouble }, 'a channel cannot be used as it is set up');
      return { version, trouble, channel: unusable(value, trouble) };
    }
  }

  function refresh(): void {
    const kept = records.all('channel').map((record): [string, Entry] => {
      const before = entries.get(record.id);
      return [record.id, before?.version === record.version ? before : open(record)];
    });
    entries = new Map(kept);
    channels = new Map(kept.map(([id, { channel }]) => [id, channel]));
  }

  const trouble = (id: string): string | undefined => entries.get(id)?.trouble;
  refresh();
  return {
    channels: () => channels,
    trouble,
    refresh,
    ...channelBook({ records, deps, types, trouble, refresh }),
  };
}

function openKept(value: Json, types: readonly ChannelType[], deps: ChannelDeps): Channel {
  const { type: name, settings } = ChannelBody.parse(value);
  const type = typeNamed(name, types);
  if (!type) throw new Error(`there is no kind of channel called ${name}`);
  return openChannel(type, settings, deps);
}

/** What is sent to it goes the next way at once, and why is seen there. */
function unusable(value: Json, trouble: string): Channel {
  const type = ChannelBody.safeParse(value).data?.type ?? 'unknown';
  return { type, send: () => Promise.resolve(never(`the channel cannot be used: ${trouble}`)) };
}

/** Names fields, never what stands in them. */
function faultOf(error: unknown): string {
  const { issues, message } = error as {
    issues?: { path: PropertyKey[]; message: string }[];
    message: string;
  };
  if (!issues) return message;
  return issues.map(({ path, message: words }) => `${path.map(String).join('.')}: ${words}`).join('; ');
}
