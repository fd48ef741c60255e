import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Logger } from '../observe/logger.ts';
import type { SessionMemory } from './subscriptions.ts';

const Kept = z.object({ clientId: z.string(), filters: z.array(z.string()) });

/** Remembers in a file; another client id is another session, of which nothing is known. */
export function createSessionMemory(file: string, clientId: string, log: Logger): SessionMemory {
  return {
    read() {
      try {
        const kept = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
        return kept.clientId === clientId ? kept.filters : undefined;
      } catch {
        return undefined;
      }
    },
    write(filters) {
      try {
        writeFileSync(`${file}.new`, `${JSON.stringify({ clientId, filters })}\n`);
        renameSync(`${file}.new`, file);
      } catch (error) {
        log.warn({ err: error }, 'what the broker is asked for cannot be remembered; it may keep too much');
      }
    },
  };
}
