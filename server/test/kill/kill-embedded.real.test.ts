import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdbSeries } from '../../src/series/duckdb/index.ts';
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
import type { Torn } from './torn-writes.ts';
import { tearLastWrites } from './torn-writes.ts';
import { lastingPort, serverVictim } from './victims.ts';

const kills = killsOf(0.4);

let folder: string;
let campaign: Campaign;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  campaign = createCampaign({
    name: 'embedded',
    kills,
    mayBeReborn: true,
    folder,
    async prepare(site) {
      const [http, mqtt, data] = [await lastingPort(), await lastingPort(), join(folder, 'server')];
      const torn: Torn = new Map();
      return {
        server: serverVictim(http, {
          FENGSUI_DATA: data,
          FENGSUI_SITE: site,
          FENGSUI_MQTT_PORT: String(mqtt),
        }),
        others: [],
        brokerUrl: `mqtt://127.0.0.1:${mqtt}`,
        data,
        openStore: () => openDuckdbSeries({ folder: data }),
        damage: (_, dice) => tearLastWrites(data, dice, torn),
      };
    },
  });
});

afterEach(async () => {
  await campaign.stop();
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('the server with its broker and its store in one process', () => {
  it(
    `loses and doubles nothing when it is killed at ${kills.kills} random moments`,
    async () => {
      const outcome = await campaign.run();
      expect(outcome.storm.kills).toBeGreaterThanOrEqual(Math.min(kills.kills, LEAST_KILLS));
      expectSamplesWhole(outcome);
      expectIncidentsWhole(outcome);
      expectListsAgree(outcome);
      expectPagesWhole(outcome);
      expect(outcome.exitCode).toBe(0);
      // Its broker acknowledges what is written down: none of it may have to be asked for again.
      expect(outcome.lostAfterAck).toBe(0);
    },
    kills.timeoutMs,
  );
});
