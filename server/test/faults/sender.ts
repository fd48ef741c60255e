import type { MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import type { Beat, SeriesStore } from '../../src/series/port.ts';

const COUNTY = '441223';
const TICK_MS = 50;
/** As many measurements wait on a device until it measures less; a real probe keeps a day's worth on its disk. */
const MAX_WAITING = 200;

/** Devices that measure at a rate, and send each measurement until it is acknowledged. */
export interface Sender {
  measured(): number;
  acknowledged(): number;
  /** Measures no more; resolves when everything is acknowledged. */
  finish(): Promise<void>;
  stop(): Promise<void>;
  /** What is wrong with what a store holds: every measurement must be there once, in order. */
  faultsIn(store: Pick<SeriesStore, 'beats'>): Promise<string[]>;
}

export interface SenderOptions {
  url: string;
  devices: number;
  /** Messages a second, of all together. */
  rate: number;
  /** So many texts of a hundred letters does a message carry beside its figure. */
  texts?: number;
}

interface Device {
  id: string;
  client: MqttClient;
  seq: number;
  /** No two of its measurements are of the same instant, so that their order can be told. */
  measuredAt: number;
  waiting: Set<number>;
  acknowledged: number;
}

export function startSender({ url, devices: count, rate, texts = 0 }: SenderOptions): Sender {
  const devices = Array.from({ length: count }, (_, i): Device => {
    const id = `load-${i}`;
    const client = connect(url, {
      clientId: `fengsui-${id}`,
      clean: false,
      protocolVersion: 4,
      keepalive: 20,
      reconnectPeriod: 500,
    });
    // Its connection may break at any time; what waits is sent again.
    client.on('error', () => undefined);
    return { id, client, seq: 0, measuredAt: 0, waiting: new Set(), acknowledged: 0 };
  });
  let owed = 0;

  function measure(device: Device): void {
    const now = Date.now();
    if (device.waiting.size >= MAX_WAITING || now === device.measuredAt) return;
    device.measuredAt = now;
    const seq = ++device.seq;
    const m = { 'sys.load1': seq % 100, ...textsOf(seq, texts) };
    const payload = JSON.stringify({ v: 1, boot: 'b1', seq, ts: now, m });
    device.waiting.add(seq);
    device.client.publish(`fengsui/v1/${COUNTY}/data/${device.id}`, payload, { qos: 1 }, (error) => {
      if (error) return;
      device.waiting.delete(seq);
      device.acknowledged++;
    });
  }

  const timer = setInterval(() => {
    owed += (rate * TICK_MS) / 1000;
    for (; owed >= 1; owed--) {
      const device = devices[Math.floor(Math.random() * devices.length)];
      if (device) measure(device);
    }
  }, TICK_MS);

  const sum = (of: (device: Device) => number): number => devices.reduce((all, one) => all + of(one), 0);

  return {
    measured: () => sum(({ seq }) => seq),
    acknowledged: () => sum(({ acknowledged }) => acknowledged),
    async finish() {
      clearInterval(timer);
      while (devices.some(({ waiting }) => waiting.size > 0))
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(devices.map(({ client }) => client.endAsync(true)));
    },
    async faultsIn(store) {
      const all = { from: 0, to: Date.now() + 3_600_000, limit: 10_000_000 };
      const faults = devices.map(async ({ id, seq }) =>
        compare(id, await store.beats({ ...all, device: id }), seq),
      );
      return (await Promise.all(faults)).flat();
    },
  };
}

function compare(id: string, beats: readonly Beat[], sent: number): string[] {
  const seqs = beats.map(({ seq }) => seq);
  const stored = new Set(seqs);
  const missing = Array.from({ length: sent }, (_, i) => i + 1).filter((seq) => !stored.has(seq));
  const isInOrder = seqs.every((seq, i) => i === 0 || seq >= (seqs[i - 1] ?? 0));
  return [
    ...(missing.length > 0 ? [`${id} lacks ${missing.length} of ${sent}, from ${missing[0]}`] : []),
    ...(stored.size < seqs.length ? [`${id} has ${seqs.length - stored.size} twice`] : []),
    ...(isInOrder ? [] : [`${id} is out of order`]),
  ];
}

const LETTERS = 100;

/** Texts that no store can make small. */
function textsOf(seed: number, count: number): Record<string, string> {
  let state = seed;
  const text = (): string => {
    let letters = '';
    while (letters.length < LETTERS) {
      state = ((state + 1) * 48_271) % 2_147_483_647;
      letters += state.toString(36);
    }
    return letters.slice(0, LETTERS);
  };
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`load.text${i}`, text()]));
}
