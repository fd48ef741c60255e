import { TOPIC_ROOT } from '@fengsui/config/contract';
import type { IPublishPacket, MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import type { Clock } from '../clock.ts';

export interface BrokerAddress {
  url: string;
  username?: string | undefined;
  password?: string | undefined;
}

export interface ListenOptions {
  broker: BrokerAddress;
  clientId: string;
  clock: Clock;
  /** Takes a message; the next comes when the promise has resolved. */
  message(packet: Pick<IPublishPacket, 'topic' | 'payload' | 'retain'>): Promise<void>;
  /** All devices are heard from now on. */
  up(): void;
  /** They are no longer, or still not; `why` in words. */
  down(why: string): void;
}

/** Hears what the broker delivers from all devices, until told to stop. */
export interface Listener {
  stop(): Promise<void>;
}

const CONNECT_WITHIN_MS = 20_000;
const LEAVE_WITHIN_MS = 1_000;
const KEEPALIVE_S = 30;
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
const REFUSED = 128;

/**
 * An ordinary client with a session that the broker forgets: nothing is left behind, and nothing
 * comes twice. Comes back by itself, each time after a longer pause.
 */
export function listen(options: ListenOptions): Listener {
  const { clock } = options;
  let pauseMs = MIN_PAUSE_MS;
  let isStopping = false;
  let forget = (): void => undefined;
  let client = dial();

  function dial(): MqttClient {
    let why = 'the connection was closed';
    const dialled = openClient(options);
    const end = (reason: string): void => {
      why = reason;
      dialled.end(true);
    };
    dialled.on('error', (error: Error & { code?: string | number }) =>
      end(error.message || String(error.code)),
    );
    dialled.on('connect', () => {
      subscribe(dialled, end, () => {
        pauseMs = MIN_PAUSE_MS;
        options.up();
      });
    });
    dialled.once('close', () => {
      if (isStopping) return;
      options.down(why);
      forget = clock.after(pauseMs, () => (client = dial()));
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    });
    return dialled;
  }

  return {
    async stop() {
      isStopping = true;
      forget();
      // Who takes no more messages would never read that the broker has let go.
      const cancel = clock.after(LEAVE_WITHIN_MS, () => client.stream.destroy());
      await client.endAsync(!client.connected);
      cancel();
    },
  };
}

function openClient({ broker, clientId, message }: ListenOptions): MqttClient {
  const { url, username, password } = broker;
  const client = connect(url, {
    clientId,
    clean: true,
    protocolVersion: 4,
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_WITHIN_MS,
    reconnectPeriod: 0,
    resubscribe: false,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  client.handleMessage = (packet, done) => {
    // Who takes it says by itself that it can take no more; the broker then keeps the rest.
    message(packet as IPublishPacket).then(
      () => done(),
      () => undefined,
    );
  };
  return client;
}

function subscribe(client: MqttClient, fail: (why: string) => void, done: () => void): void {
  client.subscribe(`${TOPIC_ROOT}/+/+/+`, { qos: 1 }, (error, granted) => {
    const isRefused = granted?.some(({ qos }) => qos >= REFUSED) ?? false;
    if (error || isRefused) fail(`the subscription was refused${error ? `: ${error.message}` : ''}`);
    else done();
  });
}
