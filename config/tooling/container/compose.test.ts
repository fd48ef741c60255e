import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SERVER_ENV, ServerSettings, loadSettings } from '../../src/settings/index.ts';
import { ROOT } from '../run.js';

interface Service {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const compose = parse(text('docker-compose.yml')) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);

describe.each(services)('the service %s of docker-compose.yml', (_name, service) => {
  it('is published on this machine only', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('says how it is, and waits for others to be well', () => {
    expect(service.healthcheck?.test[0]).toBe('CMD');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services[other]?.healthcheck).toBeDefined();
      expect(condition).toBe('service_healthy');
    }
  });

  it('mounts files that are there and volumes that are named', () => {
    for (const [source = ''] of (service.volumes ?? []).map((volume) => volume.split(':'))) {
      expect(source.startsWith('./') ? existsSync(join(ROOT, source)) : source in compose.volumes).toBe(true);
    }
  });
});

describe('the server in a container', () => {
  const image = Object.fromEntries(
    [...text('Dockerfile').matchAll(/(FENGSUI_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

  it('is told nothing but what it knows', () => {
    const environment = { ...image, ...filledIn(compose.services['server']?.environment ?? {}) };
    const loaded = loadSettings({ schema: ServerSettings, env: SERVER_ENV, environment });
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    expect(loaded.ok && loaded.settings).toMatchObject({
      http: { host: '0.0.0.0', port: 8080 },
      mqtt: { url: 'mqtt://mosquitto:1883' },
      influx: { url: 'http://influxdb:8086', database: 'fengsui' },
      data: '/data',
    });
  });

  it('keeps its data on a volume of its own', () => {
    expect(compose.services['server']?.volumes).toContain(`server-data:${image['FENGSUI_DATA']}`);
  });

  it('is built from folders that are there', () => {
    const sources = [...text('Dockerfile').matchAll(/^COPY --from=build \/fengsui\/(\S+)/gm)].map(
      ([, path = '']) => path,
    );
    const products = /^node_modules$|\/dist$/;
    const missing = sources.filter((path) => !products.test(path) && !existsSync(join(ROOT, path)));
    expect(sources.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });
});

/** Compose asks for these when it starts; the server refuses to start with an empty one. */
function filledIn(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/^\$\{\w+:\?[^}]+\}$/, '0123456789abcdef'),
    ]),
  );
}
