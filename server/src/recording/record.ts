import type { Clock } from '../clock.ts';
import type { BrokerAddress } from './listen.ts';
import { listen } from './listen.ts';
import type { RecordingFile } from './recording-file.ts';
import { endLine, linkLine, messageLine } from './write-line.ts';

export interface RecordParts {
  broker: BrokerAddress;
  clientId: string;
  file: RecordingFile;
  clock: Clock;
  /** `heard` is said each time that the link is there, `away` once each time that it is gone. */
  say: { heard(): void; away(why: string): void };
}

export interface Recorder {
  messages(): number;
  /** Whether the broker was ever reached. */
  hasHeard(): boolean;
  /** Leaves the broker, writes the end and closes the file. */
  stop(): Promise<void>;
}

/** Writes down what the broker delivers, and when it could not be heard. */
export function record({ broker, clientId, file, clock, say }: RecordParts): Recorder {
  let messages = 0;
  let link: 'up' | 'down' | undefined;
  let hasSaidAway = false;
  let lastAt = 0;

  /** Never goes back, whatever is done to the machine's clock. */
  const now = (): number => (lastAt = Math.max(lastAt, clock.now()));

  const listener = listen({
    broker,
    clientId,
    clock,
    message({ topic, payload, retain }) {
      messages++;
      file.write(messageLine({ at: now(), topic, payload: Buffer.from(payload), retained: retain }));
      return file.settle();
    },
    up() {
      if (link === 'down') file.write(linkLine(now(), 'up'));
      link = 'up';
      hasSaidAway = false;
      say.heard();
    },
    down(why) {
      if (link === 'up') file.write(linkLine(now(), 'down'));
      if (link === 'up') link = 'down';
      if (!hasSaidAway) say.away(why);
      hasSaidAway = true;
    },
  });

  return {
    messages: () => messages,
    hasHeard: () => link !== undefined,
    async stop() {
      await listener.stop();
      if (link !== undefined) file.write(endLine(now()));
      await file.end();
    },
  };
}
