import { loadSettings } from '@fengsui/config/settings';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';
import { PROBE_ENV, ProbeSettings, resolveSettings, sampleEveryFor } from './settings.ts';

function load(environment: Record<string, string>, yaml?: string) {
  const file = yaml === undefined ? undefined : join(mkdtempSync(join(tmpdir(), 'probe-')), 'probe.yaml');
  if (file !== undefined) writeFileSync(file, yaml ?? '');
  return loadSettings({ schema: ProbeSettings, env: PROBE_ENV, file, environment });
}

function settingsOf(environment: Record<string, string>, yaml?: string) {
  const loaded = load(environment, yaml);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return resolveSettings(loaded.settings);
}

describe('the settings of a probe', () => {
  it('need not be given at all', () => {
    expect(settingsOf({})).toMatchObject({
      class: 'gateway',
      T: 30,
      county: '441200',
      area: '441200',
      mqtt: { url: 'mqtt://127.0.0.1:1883', version: '3.1.1' },
      spool: { maxBytes: 32 * 1024 * 1024, maxAgeH: 24 },
    });
  });

  it('take the interval from the class, and the area from the county', () => {
    expect(settingsOf({ FENGSUI_PROBE_CLASS: 'stb', FENGSUI_PROBE_COUNTY: '441202' })).toMatchObject({
      T: 300,
      area: '441202',
    });
  });

  it('come from the file and from the environment, which wins', () => {
    const yaml =
      'device: hub-1\nT: 60\nmqtt: { url: "mqtts://broker:8883", username: gw, password: "123456" }\n';
    const settings = settingsOf({ FENGSUI_PROBE_T: '120', FENGSUI_MQTT_PASSWORD: '654321' }, yaml);
    expect(settings).toMatchObject({ device: 'hub-1', T: 120, mqtt: { username: 'gw', password: '654321' } });
  });

  it('name every fault', () => {
    const loaded = load({ FENGSUI_PROBE_DEVICE: '-x', FENGSUI_MQTT_URL: 'broker' }, 'sppol: {}\nlon: 500\n');
    expect(!loaded.ok && loaded.faults.map(({ path }) => path).sort()).toEqual([
      'FENGSUI_MQTT_URL (mqtt.url)',
      'FENGSUI_PROBE_DEVICE (device)',
      'lon',
      'sppol',
    ]);
  });
});

describe('the pace', () => {
  it('is four measurements in an interval, unless it was set', () => {
    expect([1, 10, 30, 60, 300].map(sampleEveryFor)).toEqual([1, 5, 7.5, 15, 60]);
    expect(createPace(settingsOf({ FENGSUI_PROBE_T: '60' })).now()).toMatchObject({
      T: 60,
      sampleEveryS: 15,
    });
    expect(createPace(settingsOf({}, 'T: 60\nsampleEveryS: 10\n')).now().sampleEveryS).toBe(10);
  });

  it('follows another interval, and never measures less often than it has to be heard', () => {
    const pace = createPace(settingsOf({}, 'T: 300\nsampleEveryS: 120\n'));
    pace.set(20);
    expect(pace.now()).toMatchObject({ T: 20, sampleEveryS: 20 });
  });
});
