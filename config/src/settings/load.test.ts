import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSettingsFaults, loadSettings } from './load.ts';
import { SERVER_ENV, ServerSettings } from './server.ts';

const load = (yaml: string | undefined, environment: Record<string, string> = {}) =>
  loadSettings({
    schema: ServerSettings,
    env: SERVER_ENV,
    file: yaml === undefined ? undefined : write(yaml),
    environment,
  });

function write(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'fengsui.yaml');
  writeFileSync(file, yaml);
  return file;
}

function faultsOf(loaded: ReturnType<typeof load>) {
  if (loaded.ok) throw new Error('expected faults');
  return loaded.faults;
}

describe('settings', () => {
  it('are the defaults when nothing is said', () => {
    const loaded = load(undefined);
    expect(loaded.ok && loaded.settings.http).toEqual({ host: '127.0.0.1', port: 8080 });
    expect(loaded.ok && loaded.settings.mqtt.embedded.port).toBe(1883);
  });

  it('come from the file, and the environment wins', () => {
    const loaded = load('http: { port: 9000, host: 0.0.0.0 }\n', { FENGSUI_HTTP_PORT: '9001' });
    expect(loaded.ok && loaded.settings.http).toEqual({ host: '0.0.0.0', port: 9001 });
  });

  it('say for how long samples and hours are kept', () => {
    const kept = (environment: Record<string, string>) => {
      const loaded = load('series: { hourlyDays: 400 }\n', environment);
      return loaded.ok && loaded.settings.series;
    };
    expect(kept({})).toEqual({ rawDays: 30, hourlyDays: 400 });
    expect(kept({ FENGSUI_SERIES_RAW_DAYS: '7' })).toEqual({ rawDays: 7, hourlyDays: 400 });
    expect(faultsOf(load('series: { rawDays: 0 }\n'))[0]?.path).toBe('series.rawDays');
  });

  it('keep a token of digits a text', () => {
    const loaded = load(undefined, { FENGSUI_BOOTSTRAP_TOKEN: '1122334455667788' });
    expect(loaded.ok && loaded.settings.bootstrapToken).toBe('1122334455667788');
  });

  it('take counties as a list, as numbers, or with commas between from the environment', () => {
    const countiesOf = (loaded: ReturnType<typeof load>) => loaded.ok && loaded.settings.counties;
    expect(countiesOf(load(undefined))).toBeUndefined();
    expect(countiesOf(load("counties: ['441223', 441284]\n"))).toEqual(['441223', '441284']);
    expect(countiesOf(load('counties: []\n'))).toEqual([]);
    expect(countiesOf(load(undefined, { FENGSUI_COUNTIES: '441223, 441284' }))).toEqual(['441223', '441284']);
    expect(countiesOf(load(undefined, { FENGSUI_COUNTIES: '441223' }))).toEqual(['441223']);
  });

  it('say which county is wrong', () => {
    expect(faultsOf(load('counties: [4412, 441284, 441284]\nname: North\n'))).toEqual([
      { path: 'name', message: 'expected 1 to 16 of a-z, 0-9 and -' },
      { path: 'counties.0', message: 'expected a county code of six digits' },
      { path: 'counties', message: 'names a county twice' },
    ]);
  });

  it('name every fault at once, each with its place', () => {
    const faults = faultsOf(
      load('http: { port: many }\nmqtt: { url: broker, embeded: {} }\nlog: { level: loud }\n', {
        FENGSUI_MQTT_PORT: '70000',
      }),
    );
    expect(faults.map((fault) => fault.path).sort()).toEqual([
      'FENGSUI_MQTT_PORT (mqtt.embedded.port)',
      'http.port',
      'log.level',
      'mqtt.embeded',
      'mqtt.url',
    ]);
    expect(formatSettingsFaults(faults)).toContain('mqtt.url: expected a URL like mqtt://broker:1883');
  });

  it('say where a file is not YAML', () => {
    expect(faultsOf(load('http: [1, 2\n'))[0]?.message).toMatch(/^not YAML: .* line \d+/);
  });

  it('say when the file is missing or holds no mapping', () => {
    const missing = loadSettings({
      schema: ServerSettings,
      env: SERVER_ENV,
      file: '/nowhere/x.yaml',
      environment: {},
    });
    expect(!missing.ok && missing.faults[0]?.path).toBe('/nowhere/x.yaml');
    expect(faultsOf(load('- a\n'))[0]?.message).toContain('expected a mapping');
  });

  it('warn of a misspelt environment name and say what was meant', () => {
    const loaded = load(undefined, { FENGSUI_HTP_PORT: '1' });
    expect(loaded.ok && loaded.warnings).toEqual([
      'FENGSUI_HTP_PORT is not a setting; did you mean FENGSUI_HTTP_PORT?',
    ]);
  });

  it('cannot be changed afterwards', () => {
    const loaded = load(undefined);
    expect(() => loaded.ok && Object.assign(loaded.settings.http, { port: 1 })).toThrow(TypeError);
  });
});
