import type { Connection } from './connection.ts';
import type { Message } from './wire.ts';

export interface FakeConnection extends Connection {
  /** What was published, in order, as it would be read. */
  sent: { verb: string; body: Record<string, unknown>; message: Message }[];
  /** Acknowledges what was published and is not acknowledged yet. */
  acknowledge(): void;
  /** From now on acknowledges at once. */
  acknowledgeAll(): void;
  lose(): void;
}

/** A connection to a broker that acknowledges when it is told to. */
export function createFakeConnection(): FakeConnection {
  let isOpen = true;
  let isQuick = false;
  let waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let close = (_reason: string) => {};
  const closed = new Promise<string>((resolve) => (close = resolve));
  const sent: FakeConnection['sent'] = [];

  function acknowledge(): void {
    for (const { resolve } of waiting.splice(0)) resolve();
  }

  return {
    sent,
    closed,
    isOpen: () => isOpen,
    publish(message) {
      const body = JSON.parse(message.payload) as Record<string, unknown>;
      sent.push({ verb: message.topic.split('/')[3] ?? '', body, message });
      if (!isOpen) return Promise.reject(new Error('closed'));
      if (isQuick) return Promise.resolve();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    subscribe: () => Promise.resolve(),
    acknowledge,
    acknowledgeAll() {
      isQuick = true;
      acknowledge();
    },
    lose() {
      isOpen = false;
      close('lost');
      for (const { reject } of waiting) reject(new Error('lost'));
      waiting = [];
    },
    end() {
      isOpen = false;
      close('we left');
      return Promise.resolve();
    },
  };
}
