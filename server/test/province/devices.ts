import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import type { Clock } from '../../src/clock.ts';
import type { Site, SiteDevice } from '../../src/site/model.ts';
import { COUNTIES } from './counties.ts';

/** Devices at a real broker: each says something every quarter of a second. */
export interface Devices {
  /** These say nothing any more, as if their line were down. */
  silence(nodes: string): void;
  restore(): void;
  /** Every sample that the broker has acknowledged, by device, as boot/seq. */
  said(): ReadonlyMap<string, readonly string[]>;
  stop(): Promise<void>;
}

const ROUND_MS = 250;
const SLICES = 10;
const BOOT = 'b1';

export async function startDevices(url: string, site: Site, clock: Clock): Promise<Devices> {
  const clients = new Map<string, MqttClient>();
  for (const county of COUNTIES) clients.set(county, await connectAsync(url, { reconnectPeriod: 100 }));
  const devices = [...site.devices.values()];
  const said = new Map(devices.map(({ id }) => [id, [] as string[]]));
  const seqs = new Map(devices.map(({ id }) => [id, 0]));
  const waiting = new Set<Promise<unknown>>();
  let silent = '-';
  let slice = 0;

  function publish(device: SiteDevice, verb: 'birth' | 'data', more: object): Promise<unknown> {
    const { id, area } = device;
    const seq = seqs.get(id) ?? 0;
    seqs.set(id, seq + 1);
    const body = JSON.stringify({ v: 1, boot: BOOT, seq, ts: clock.now(), ...more });
    const sent = clients
      .get(area)!
      .publishAsync(`fengsui/v1/${area}/${verb}/${id}`, body, { qos: 1, retain: verb === 'birth' })
      .then(() => verb === 'data' && said.get(id)!.push(`${BOOT}/${seq}`));
    waiting.add(sent);
    return sent.finally(() => waiting.delete(sent));
  }

  const bear = (device: SiteDevice) => {
    const { class: kind, T, area, node } = device;
    return publish(device, 'birth', { class: kind, T, area, parent: node, boot_reason: 'cold' });
  };
  await Promise.all(devices.map(bear));
  const timer = setInterval(() => {
    slice = (slice + 1) % SLICES;
    for (const [i, device] of devices.entries())
      if (i % SLICES === slice && !device.node.startsWith(silent))
        void publish(device, 'data', { m: { 'sys.uptime_s': Math.floor(clock.now() / 1000) } });
  }, ROUND_MS / SLICES);

  return {
    silence: (nodes) => void (silent = nodes),
    restore: () => void (silent = '-'),
    said: () => said,
    async stop() {
      clearInterval(timer);
      await Promise.all(waiting);
      for (const client of clients.values()) await client.endAsync();
    },
  };
}
