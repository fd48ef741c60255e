import { decodeBytes } from '@fengsui/config/contract';
import type { Delivery } from '../broker/port.ts';
import type { Clock } from '../clock.ts';
import type { Engine } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import { JournalFull } from '../journal/journal.ts';
import { encodeArrival } from '../journal/arrival-record.ts';
import type { Logger } from '../observe/logger.ts';
import type { Rejects } from './rejects.ts';
import type { AckHandler } from './resender.ts';
import { createWriteGroup } from './write-group.ts';

/** Where every message of a device comes in: parsed once, decided, written down, handed on. */
export interface Intake {
  /**
   * `taken`: done with it (or refused for good and counted); it may be acknowledged once `safe` says so.
   * `later`: it could not be written down; do not acknowledge it, offer it again.
   */
  take(delivery: Delivery): 'taken' | 'later';
  /** Calls `done` when everything that was taken so far stands on the disk. */
  safe(done: () => void): void;
  messages(): number;
  /** Why nothing can be written down now. */
  blockedBecause(): string | undefined;
}

export interface IntakeParts {
  engine: Engine;
  journal: Journal;
  rejects: Rejects;
  acks: AckHandler;
  clock: Clock;
  log: Logger;
  /** See WriteGroupParts. */
  atEnd?: (task: () => void) => void;
}

export function createIntake({ engine, journal, rejects, acks, clock, log, atEnd }: IntakeParts): Intake {
  const group = createWriteGroup({ journal, clock, log, ...(atEnd ? { atEnd } : {}) });
  let messages = 0;
  let full: string | undefined;

  function admit({ topic, payload, retained }: Delivery): void {
    const decoded = decodeBytes(topic, payload);
    if (!decoded.ok) return rejects.count(decoded.reason, `${topic.slice(0, 128)}: ${decoded.detail}`);
    for (const metric of decoded.mistyped) rejects.count('metric_type', `${topic}: ${metric}`);
    const { message } = decoded;
    const at = clock.now();
    const refusal = engine.arrive({ at, retained, message }, (verdict) => {
      journal.append(encodeArrival({ at, retained, topic, payload, verdict }));
    });
    if (refusal) return rejects.count(refusal, topic);
    if (message.verb === 'ack') acks(message.device, message.body);
  }

  function refuse(error: unknown): 'later' {
    if (!(error instanceof JournalFull)) throw error;
    if (full === undefined) log.error({ err: error }, 'nothing more is taken from the broker for now');
    full = error.message;
    return 'later';
  }

  return {
    take(delivery) {
      // Before it is read: while there is no room, every message that waits is offered again and again.
      if (group.trouble() !== undefined || (full !== undefined && !journal.hasRoom())) return 'later';
      try {
        admit(delivery);
      } catch (error) {
        return refuse(error);
      }
      if (full !== undefined) log.info('messages are taken from the broker again');
      full = undefined;
      messages++;
      return 'taken';
    },
    safe: group.safe,
    messages: () => messages,
    blockedBecause: () => group.trouble() ?? full,
  };
}
