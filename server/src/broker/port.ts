export interface Delivery {
  topic: string;
  payload: Uint8Array;
  /** The broker had kept it from before we subscribed. */
  retained: boolean;
}

/** Sends to a device, QoS 1. False: it could not be sent, and never will be, as whoever asked will ask again. */
export type Publish = (topic: string, payload: string) => boolean;

export interface BrokerLink {
  publish: Publish;
  /** Why devices cannot be heard now; undefined while they can. */
  trouble(): string | undefined;
  /** Of a broker in this process: how often it refused a client something, by reason. */
  refused?(): Readonly<Record<string, number>>;
  /** Of a broker in this process: connections that are there now. */
  connections?(): number;
  /** Says goodbye and closes. */
  close(): Promise<void>;
}

export interface BrokerHandlers {
  /** `later`: do not acknowledge; it is offered again by the broker side. */
  take(delivery: Delivery): 'taken' | 'later';
  /** Calls `done` once everything that was taken so far stands on the disk: only then acknowledge it. */
  safe(done: () => void): void;
  /** Another server has said how it is; or we have, for it comes back to us. */
  peer?(delivery: Delivery): void;
  /** We can, or can no longer, hear devices. */
  link(state: 'up' | 'down', detail: string): void;
}

/** How long a message that could not be written down waits before it is offered again, ms. */
export const OFFER_AGAIN_MS = 500;
