import { Readable } from 'node:stream';
import { parseTopic } from '@fengsui/config/contract';
import type { Aedes, PublishPacket } from 'aedes';

/** What the embedded broker keeps for later subscribers: as the contract says, the first and last word of a life. */
export interface KeptMessages {
  /** Whether it is kept; if so, it is noted. */
  keep(packet: PublishPacket): boolean;
  /** Makes the broker find what is kept under one topic without looking through everything. */
  serve(broker: Aedes): void;
}

/** A birth has a few hundred bytes. */
const MAX_BYTES = 4 * 1024;

export const isPattern = (topic: string): boolean => topic.includes('+') || topic.includes('#');

/** The broker's own store of messages and sessions; the package does not describe it. */
interface Persistence {
  createRetainedStreamCombi(filters: string[]): Readable;
}

/** @param max so many topics at most */
export function createKeptMessages(max: number): KeptMessages {
  const kept = new Map<string, PublishPacket>();

  return {
    keep(packet) {
      const { topic, payload } = packet;
      const parsed = parseTopic(topic);
      if (!parsed.ok || (parsed.topic.verb !== 'birth' && parsed.topic.verb !== 'death')) return false;
      if (payload.length === 0) kept.delete(topic);
      else if (payload.length > MAX_BYTES || (kept.size >= max && !kept.has(topic))) return false;
      else kept.set(topic, packet);
      return true;
    },
    /**
     * Every device subscribes to its commands. The broker would compare each of these topics with all that
     * is kept: of 20,000 devices that come back at once, 400 million comparisons.
     */
    serve(broker) {
      const { persistence } = broker as unknown as { persistence: Persistence };
      const lookThrough = persistence.createRetainedStreamCombi.bind(persistence);
      persistence.createRetainedStreamCombi = (filters) => {
        const some = filters.filter((filter) => isPattern(filter) || isOfServer(filter));
        if (some.length > 0) return lookThrough(filters);
        return Readable.from(filters.flatMap((topic) => kept.get(topic) ?? []));
      };
    },
  };
}

/** What the server says of itself is kept by the broker alone; hardly anybody asks for it. */
const isOfServer = (topic: string): boolean => topic.includes('/STATE/');
