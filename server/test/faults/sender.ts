import type { MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import { until } from '../until.ts';
import type { Beat, SeriesStore } from '../../src/series/port.ts';

const COUNTY = '441223';
const TICK_MS = 50;
const CONNECT_AGAIN_MS = 500;
/** As many measurements wait on a device until it measures less; a real probe keeps a day's worth on its disk. */
const MAX_WAITING = 200;

/** Devices that measure at a rate, and send each measurement until it is acknowledged. */
export interface Sender {
  measured(): number;
  acknowledged(): number;
  /** Measures no more; resolves when everything is acknowledged. */
  finish(): Promise<void>;
  stop(): Promise<void>;
  /** What is wrong with what a store holds: every measurement must be there, once; or all but the oldest. */
  faultsIn(store: Pick<SeriesStore, 'beats'>, lost?: 'nothing' | 'the oldest'): Promise<string[]>;
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
  /** The connection that it has now. */
  client: MqttClient | undefined;
  seq: number;
  /** No two of its measurements are of the same instant. */
  measuredAt: number;
  /** What is not acknowledged, by its number. */
  waiting: Map<number, string>;
}

export function startSender({ url, devices: count, rate, texts = 0 }: SenderOptions): Sender {
  const devices = Array.from({ length: count }, (_, i): Device => ({
    id: `load-${i}`,
    client: undefined,
    seq: 0,
    measuredAt: 0,
    waiting: new Map(),
  }));
  let isStopping = false;
  let owed = 0;

  /** A connection of its own each time: as a probe, it does not rely on what the client remembers. */
  function open(device: Device): void {
    if (isStopping) return;
    const client = connect(url, { clientId: `fengsui-${device.id}`, protocolVersion: 4, reconnectPeriod: 0 });
    device.client = client;
    client.on('error', () => undefined);
    client.on('connect', () => {
      for (const seq of device.waiting.keys()) send(device, seq);
    });
    client.on('close', () => {
      device.client = undefined;
      setTimeout(() => open(device), CONNECT_AGAIN_MS);
    });
  }

  function send({ id, client, waiting }: Device, seq: number): void {
    const payload = waiting.get(seq);
    if (!client?.connected || payload === undefined) return;
    client.publish(`fengsui/v1/${COUNTY}/data/${id}`, payload, { qos: 1 }, (error) => {
      if (!error) waiting.delete(seq);
    });
  }

  function measure(device: Device): void {
    const now = Date.now();
    if (device.waiting.size >= MAX_WAITING || now === device.measuredAt) return;
    device.measuredAt = now;
    const seq = ++device.seq;
    const m = { 'sys.load1': seq % 100, ...textsOf(seq, texts) };
    device.waiting.set(seq, JSON.stringify({ v: 1, boot: 'b1', seq, ts: now, m }));
    send(device, seq);
  }

  for (const device of devices) open(device);
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
    acknowledged: () => sum(({ seq, waiting }) => seq - waiting.size),
    async finish() {
      clearInterval(timer);
      await until(
        'everything to be acknowledged',
        () => devices.every(({ waiting }) => waiting.size === 0),
        60_000,
      );
    },
    async stop() {
      clearInterval(timer);
      isStopping = true;
      await Promise.all(devices.flatMap(({ client }) => client?.endAsync(true) ?? []));
    },
    async faultsIn(store, lost = 'nothing') {
      const all = { from: 0, to: Date.now() + 3_600_000, limit: 10_000_000 };
      const faults = devices.map(async ({ id, seq }) =>
        compare(id, await store.beats({ ...all, device: id }), seq, lost),
      );
      return (await Promise.all(faults)).flat();
    },
  };
}

function compare(id: string, beats: readonly Beat[], sent: number, lost: 'nothing' | 'the oldest'): string[] {
  const seqs = beats.map(({ seq }) => seq);
  const stored = new Set(seqs);
  const missing = Array.from({ length: sent }, (_, i) => i + 1).filter((seq) => !stored.has(seq));
  const isExcused = lost === 'the oldest' && missing.every((seq, i) => seq === i + 1);
  return [
    ...(missing.length > 0 && !isExcused
      ? [`${id} lacks ${missing.length} of ${sent}, from ${missing[0]}`]
      : []),
    ...(stored.size < seqs.length ? [`${id} has ${seqs.length - stored.size} twice`] : []),
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
