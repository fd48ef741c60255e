import { connect } from 'mqtt';

/** One connection of a simulated device; it never comes back, another one is dialled. */
export interface Line {
  isOpen(): boolean;
  /** `done` is called when the broker has acknowledged, if it ever does. */
  publish(topic: string, payload: unknown, retain: boolean, done: () => void): void;
  /** As when the cable is cut: the broker has to notice by itself. */
  tear(): void;
  /** Takes leave, so that no will is published. */
  leave(): Promise<void>;
}

export interface LineOptions {
  url: string;
  clientId: string;
  will: { topic: string; payload: unknown };
  commands: string;
  onUp(line: Line): void;
  onCommand(payload: Buffer): void;
  /** Once: it has ended, or never came about. */
  onDown(): void;
}

const CONNECT_WITHIN_MS = 5_000;

export function openLine({ url, clientId, will, commands, onUp, onCommand, onDown }: LineOptions): Line {
  const client = connect(url, {
    clientId,
    clean: true,
    protocolVersion: 4,
    keepalive: 10,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_WITHIN_MS,
    queueQoSZero: false,
    writeCache: false,
    will: { topic: will.topic, payload: Buffer.from(JSON.stringify(will.payload)), qos: 1, retain: true },
  });
  let state: 'dialling' | 'open' | 'over' = 'dialling';

  function over(): void {
    if (state === 'over') return;
    state = 'over';
    client.end(true);
    onDown();
  }

  const line: Line = {
    isOpen: () => state === 'open',
    publish(topic, payload, retain, done) {
      if (state !== 'open') return;
      client.publish(topic, JSON.stringify(payload), { qos: 1, retain }, (error) => {
        if (!error && state === 'open') done();
      });
    },
    tear() {
      client.stream.destroy();
      over();
    },
    async leave() {
      if (state === 'over') return;
      state = 'over';
      await client.endAsync();
    },
  };
  client.on('connect', () => {
    client.subscribe(commands, { qos: 1 });
    state = 'open';
    onUp(line);
  });
  client.on('message', (_topic, payload) => onCommand(payload));
  client.on('error', over);
  client.on('close', over);
  return line;
}
