import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInfluxSeries } from '../../src/series/influx/index.ts';
import type { Influx } from '../parts/influx.ts';
import { startInflux } from '../parts/influx.ts';
import type { Mosquitto } from '../parts/mosquitto.ts';
import { startMosquitto } from '../parts/mosquitto.ts';
import { killAll } from '../processes.ts';
import type { Campaign } from './campaign.ts';
import { createCampaign } from './campaign.ts';
import {
  expectIncidentsWhole,
  expectListsAgree,
  expectPagesWhole,
  expectSamplesWhole,
} from './expect-whole.ts';
import { LEAST_KILLS, killsOf } from './kills.ts';
import { lastingPort, serverVictim, serviceVictim } from './victims.ts';

const kills = killsOf(0.6);
const DATABASE = 'kill';
/** Its file on disk is always a little behind: after a kill it has old messages, and lacks new ones. */
const EXTRA_CONFIG = 'autosave_interval 3\nmax_queued_messages 100000';

let folder: string;
let mosquitto: Mosquitto;
let influx: Influx;
let campaign: Campaign;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const port = await lastingPort();
  mosquitto = await startMosquitto({ port, persistence: true, extraConfig: EXTRA_CONFIG });
  influx = await startInflux();
  campaign = createCampaign({ name: 'outside', kills, mayBeReborn: false, folder, prepare });
});

async function prepare(site: string) {
  const data = join(folder, 'server');
  const influxUrl = influx.url;
  const server = serverVictim(await lastingPort(), {
    FENGSUI_DATA: data,
    FENGSUI_SITE: site,
    FENGSUI_MQTT_URL: mosquitto.url,
    FENGSUI_INFLUX_URL: influxUrl,
    FENGSUI_INFLUX_DATABASE: DATABASE,
  });
  const others = [serviceVictim('mosquitto', mosquitto), serviceVictim('influx', influx)];
  const openStore = () => openInfluxSeries({ url: influxUrl, database: DATABASE });
  return { server, others, brokerUrl: mosquitto.url, data, openStore };
}

afterEach(async () => {
  await campaign.stop();
  killAll();
  await Promise.all([mosquitto.stop(), influx.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('the server with Mosquitto and InfluxDB', () => {
  it(
    `loses and doubles nothing when one or two of the three are killed at ${kills.kills} random moments`,
    async () => {
      const outcome = await campaign.run();
      expect(outcome.storm.kills).toBeGreaterThanOrEqual(Math.min(kills.kills, LEAST_KILLS));
      expectSamplesWhole(outcome);
      expectIncidentsWhole(outcome);
      expectListsAgree(outcome);
      expectPagesWhole(outcome);
      expect(outcome.exitCode).toBe(0);
    },
    kills.timeoutMs,
  );
});
