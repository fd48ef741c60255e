import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../src/series/duckdb/index.ts';
import { freePort } from './parts/free-port.ts';
import { startMosquitto } from './parts/mosquitto.ts';
import type { Mosquitto } from './parts/mosquitto.ts';
import { createExpectation, sampleKey } from './poison/expectation.ts';
import type { Expectation } from './poison/expectation.ts';
import { openFlood } from './poison/flood.ts';
import { createMixture, storedOf } from './poison/mixture.ts';
import type { Sent } from './poison/mixture.ts';
import { createRandom } from './poison/random.ts';
import { readMetrics } from './poison/read-metrics.ts';
import type { RunningServer } from './processes.ts';
import { killAll, runServer } from './processes.ts';
import { until } from './until.ts';

/** All of a million takes minutes: POISON_MESSAGES=1000000 sends them through each broker. */
const MESSAGES = Number(process.env['POISON_MESSAGES'] ?? 100_000);
const TIMEOUT_MS = 120_000 + MESSAGES;
/** The store may be some way behind when the last is acknowledged. */
const STORED_WITHIN_MS = 60_000 + MESSAGES / 5;
const CONNECTIONS = 4;
/** The broker ends whoever announces more than any message can have. */
const MAX_PACKET = 66_000;
const MAX_RSS = 1_000 * 1024 * 1024;
const HOUR_MS = 3_600_000;

let folder: string;
let ports: { http: number; mqtt: number };
let server: RunningServer;
let mosquitto: Mosquitto | undefined;

const data = (): string => join(folder, 'data');
const metrics = () => readMetrics(`http://127.0.0.1:${ports.http}/metrics`);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poison-'));
  ports = { http: await freePort(), mqtt: await freePort() };
});

afterEach(async () => {
  killAll();
  await mosquitto?.stop();
  mosquitto = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async (broker: Record<string, string>): Promise<void> => {
  const settings = join(folder, 'settings.yaml');
  // A spoilt time may lie years back, which the store would otherwise refuse as too old.
  const lines = [
    'mqtt: { embedded: { maxRatePerClient: 100000 } }',
    'series: { rawDays: 3660, hourlyDays: 3660 }',
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`);
  server = await runServer(ports.http, { FENGSUI_DATA: data(), FENGSUI_LOG_LEVEL: 'warn', ...broker }, [
    '--settings',
    settings,
  ]);
};

/** A broker, and which of the messages it hands on at all. */
const BROKERS = {
  'the embedded broker': {
    begin: () => start({ FENGSUI_MQTT_PORT: String(ports.mqtt) }),
    handsOn: ({ payload }: Sent) => payload.length <= MAX_PACKET,
  },
  Mosquitto: {
    async begin() {
      mosquitto = await startMosquitto({ port: ports.mqtt, extraConfig: 'max_queued_messages 0' });
      await start({ FENGSUI_MQTT_URL: mosquitto.url });
      await until('the broker to be connected', async () => {
        const { checks } = await server.get<Health>('/api/v1/health');
        return checks.broker.ok;
      });
    },
    handsOn: ({ topic }: Sent) => HANDED_ON.test(topic),
  },
};
/** What the server is subscribed to, its own commands aside; a topic with control characters ends a connection. */
const HANDED_ON = /^fengsui\/v1\/[^/\p{Cc}]*\/(?!cmd\/)[^/\p{Cc}]*\/[^/\p{Cc}]*$/u;

/** Whether what it tells has been yet depends on the very moment at which it arrives. */
function isMomentary({ verdict }: Sent): boolean {
  if (verdict.reason !== undefined) return false;
  const [now, later] = [Date.now(), Date.now() + HOUR_MS].map((at) => storedOf(verdict, at).length);
  return now !== later;
}

/** Half of it spoilt, over several connections; answers the most memory that the server took. */
async function pour(
  expected: Expectation,
  handsOn: (sent: Sent) => boolean,
): Promise<{ sent: number; rss: number }> {
  const random = createRandom(20_261_122);
  const mixture = createMixture({ random, now: Date.now, goodDevices: 200, spoiltDevices: 300, name: 'r' });
  let left = MESSAGES;
  const next = () => {
    if (left-- <= 0) return undefined;
    let sent = random.below(2) === 0 ? mixture.good() : mixture.spoilt();
    while (!handsOn(sent) || isMomentary(sent)) sent = mixture.spoilt();
    expected.note(sent, Date.now());
    return sent;
  };
  let rss = 0;
  const watching = setInterval(() => {
    void metrics().then(
      (now) => (rss = Math.max(rss, now.of('process_resident_memory_bytes'))),
      () => undefined,
    );
  }, 1_000);
  const floods = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, i) => openFlood(ports.mqtt, `flood-${i}`)),
  );
  try {
    const counts = await Promise.all(floods.map((flood) => flood.send(next)));
    return { sent: counts.reduce((sum, count) => sum + count, 0), rss };
  } finally {
    clearInterval(watching);
    for (const flood of floods) flood.end();
  }
}

async function storedKeys(devices: Iterable<string>): Promise<Map<string, string[]>> {
  const store = await openDuckdbSeries({ folder: data() });
  const stored = new Map<string, string[]>();
  for (const device of devices) {
    const beats = await store.beats({ device, from: 0, to: Date.now() + HOUR_MS, limit: 1_000_000 });
    stored.set(device, beats.map(sampleKey).sort());
  }
  await store.close();
  return stored;
}

describe.each(Object.entries(BROKERS))('a flood through %s, half of it spoilt', (_, { begin, handsOn }) => {
  it(
    'ends with every good one stored, nothing else, and every refusal counted',
    { timeout: TIMEOUT_MS },
    async () => {
      await begin();
      const expected = createExpectation();
      const { sent, rss } = await pour(expected, handsOn);
      expect(sent).toBe(MESSAGES);
      const after = await until(
        'everything to be stored',
        async () => {
          const now = await metrics();
          const missing = expected.sampleCount() - now.of('fengsui_samples_stored_total');
          if (missing > 0) throw new Error(`${missing} are missing`);
          return now;
        },
        STORED_WITHIN_MS,
      );
      expect(after.of('fengsui_messages_total')).toBe(MESSAGES);
      expect(after.by('fengsui_rejected_total')).toEqual(expected.rejected);
      expect(after.of('fengsui_samples_stored_total')).toBe(expected.sampleCount());
      expect(after.of('fengsui_samples_refused_total')).toBe(0);
      expect((await server.get<Health>('/api/v1/health')).status).toBe('ok');
      expect(rss).toBeLessThan(MAX_RSS);
      expect(await server.kill('SIGTERM')).toBe(0);
      const stored = await storedKeys(expected.samples.keys());
      const wrong = [...expected.samples].filter(
        ([device, samples]) => [...samples.keys()].sort().join() !== stored.get(device)?.join(),
      );
      expect(wrong.map(([device]) => device)).toEqual([]);
    },
  );
});
