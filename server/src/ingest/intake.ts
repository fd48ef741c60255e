import { decodeBytes } from '@fengsui/config/contract';
import type { Delivery } from '../broker/port.ts';
import type { Clock } from '../clock.ts';
import type { Engine } from '../engine.ts';
import type { Journal } from '../journal/journal.ts';
import { JournalFull } from '../journal/journal.ts';
import { encodeArrival } from '../journal/arrival-record.ts';
import type { Logger } from '../observe/logger.ts';
import type { Feeder } from './feeder.ts';
import type { Rejects } from './rejects.ts';
import type { AckHandler } from './resender.ts';
import { storedSamples } from './stored-samples.ts';

/** Where every message of a device comes in: parsed once, decided, written down, handed on. */
export interface Intake {
  /**
   * `taken`: done with it (or refused for good and counted), it may be acknowledged. `later`: it could
   * not be written down; do not acknowledge it, offer it again.
   */
  take(delivery: Delivery): 'taken' | 'later';
  messages(): number;
  /** Why nothing can be written down now. */
  blockedBecause(): string | undefined;
}

export interface IntakeParts {
  engine: Engine;
  journal: Journal;
  feeder: Pick<Feeder, 'offer'>;
  rejects: Rejects;
  acks: AckHandler;
  clock: Clock;
  log: Logger;
}

export function createIntake({ engine, journal, feeder, rejects, acks, clock, log }: IntakeParts): Intake {
  let messages = 0;
  let blocked: string | undefined;

  function admit({ topic, payload, retained }: Delivery): void {
    const decoded = decodeBytes(topic, payload);
    if (!decoded.ok) return rejects.count(decoded.reason, `${topic.slice(0, 128)}: ${decoded.detail}`);
    for (const metric of decoded.mistyped) rejects.count('metric_type', `${topic}: ${metric}`);
    const { message } = decoded;
    const at = clock.now();
    const refusal = engine.arrive({ at, retained, message }, (verdict) => {
      const end = journal.append(encodeArrival({ at, retained, topic, payload, verdict }));
      feeder.offer({ end, at, samples: storedSamples(message, verdict) });
    });
    if (refusal) return rejects.count(refusal, topic);
    if (message.verb === 'ack') acks(message.device, message.body);
  }

  return {
    take(delivery) {
      try {
        admit(delivery);
      } catch (error) {
        if (!(error instanceof JournalFull)) throw error;
        if (blocked === undefined) log.error({ err: error }, 'nothing more is taken from the broker for now');
        blocked = error.message;
        return 'later';
      }
      if (blocked !== undefined) log.info('messages are taken from the broker again');
      blocked = undefined;
      messages++;
      return 'taken';
    },
    messages: () => messages,
    blockedBecause: () => blocked,
  };
}
