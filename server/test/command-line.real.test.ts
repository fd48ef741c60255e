import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './parts/free-port.ts';
import { killAll, run, runServer } from './processes.ts';
import { until } from './until.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
});

afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

async function refusal(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; said: string }> {
  const running = run(args, {
    FENGSUI_DATA: folder,
    FENGSUI_HTTP_PORT: '0',
    FENGSUI_MQTT_PORT: '0',
    ...environment,
  });
  return { code: await running.exited, said: running.output() };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the program, asked for something that cannot be', () => {
  it('names every wrong setting and does not start', async () => {
    const settings = file('fengsui.yaml', 'http: { host: 5 }\nmqt: {}\n');
    const { code, said } = await refusal(['serve', '--settings', settings], { FENGSUI_MQTT_PORT: '70000' });
    expect(code).toBe(2);
    for (const name of ['http.host', 'mqt', 'FENGSUI_MQTT_PORT (mqtt.embedded.port)'])
      expect(said).toContain(`  ${name}: `);
  });

  it('does not listen beyond this machine without a token', async () => {
    const { code, said } = await refusal(['serve'], { FENGSUI_HTTP_HOST: '0.0.0.0' });
    expect(code).toBe(2);
    expect(said).toContain('bootstrapToken');
  });

  it('names file, line and column of each wrong row of a site, and does not start', async () => {
    file('divisions.csv', 'code,parent,level,name\n441200,440000,city,肇庆市\n');
    file('plant.csv', 'id,parent,kind,name,area,lon,lat\ncore,,headend,x,441200,,\n');
    file(
      'devices.csv',
      'id,class,node,area,name,lon,lat,T,homes,population\na,stb,core,441200,x,,,soon,0,0\nb,tv,core,441200,x,,,60,0,0\n',
    );
    const { code, said } = await refusal(['serve'], { FENGSUI_SITE: folder });
    expect(code).toBe(1);
    expect(said).toMatch(/devices\.csv:2 column T: /);
    expect(said).toMatch(/devices\.csv:3 column class: /);
  });

  it('names the port that is in use and the setting to change', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const http = await refusal(['serve'], { FENGSUI_HTTP_PORT: port });
    const mqtt = await refusal(['serve'], { FENGSUI_MQTT_PORT: port });
    other.close();
    expect([http.code, mqtt.code]).toEqual([1, 1]);
    expect(http.said).toContain(
      `127.0.0.1:${port}: the port is in use; stop what uses it, or choose another with FENGSUI_HTTP_PORT`,
    );
    expect(mqtt.said).toContain('FENGSUI_MQTT_PORT');
  });

  it('does not share a data folder with a server that runs', async () => {
    const first = await runServer(await freePort(), { FENGSUI_DATA: folder, FENGSUI_MQTT_PORT: '0' });
    const second = await refusal(['serve']);
    expect(second.code).toBe(1);
    expect(second.said).toMatch(/is in use by process \d+; stop it, or set FENGSUI_DATA/);
    expect(await first.kill('SIGTERM')).toBe(0);
  });

  it('names the file of the store or the ledger that cannot be used', async () => {
    file('ledger.sqlite', 'no database at all, though long enough to hold the header of one '.repeat(4));
    const ledger = await refusal(['serve']);
    expect(ledger.code).toBe(1);
    expect(ledger.said).toContain(join(folder, 'ledger.sqlite'));
    expect(ledger.said).not.toContain('    at ');
    rmSync(join(folder, 'ledger.sqlite'));
    file('series.duckdb', 'no database either'.repeat(1_000));
    const series = await refusal(['serve']);
    expect(series.code).toBe(1);
    expect(series.said).toContain(join(folder, 'series.duckdb'));
  });

  it('says which commands there are', async () => {
    const { code, said } = await refusal(['fly']);
    expect(code).toBe(2);
    expect(said).toContain('there is no command fly');
    expect(said).toContain('fengsui serve');
  });
});

describe('the program, while what it needs is away', () => {
  it('starts, says that it is degraded, and goes on trying', async () => {
    const [mqtt, influx] = [await freePort(), await freePort()];
    const server = await runServer(await freePort(), {
      FENGSUI_DATA: folder,
      FENGSUI_MQTT_URL: `mqtt://user:hush-hush@127.0.0.1:${mqtt}`,
      FENGSUI_INFLUX_URL: `http://127.0.0.1:${influx}`,
      FENGSUI_INFLUX_PASSWORD: 'hush-hush',
    });
    const answer = await until('both to be named', async () => {
      const health = await server.get<Health>('/api/v1/health').catch((error: unknown) => String(error));
      const text = JSON.stringify(health);
      return /broker[^}]*false/.test(text) && /series[^}]*false/.test(text) && text;
    });
    expect(answer).toContain('degraded');
    expect(server.output()).toContain('trying again');
    expect(answer + server.output()).not.toContain('hush');
    expect(await server.kill('SIGTERM')).toBe(0);
  });
});

describe('import', () => {
  it('takes a site over whole, or not at all', async () => {
    const sample = join(import.meta.dirname, '../../config/sites/zhaoqing');
    const dry = await refusal(['import', '--site', sample, '--dry-run']);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.said).toContain('nothing was changed');
    expect((await refusal(['import', '--site', sample])).said).toMatch(/\d+ devices; imported/);
    expect((await refusal(['import', '--site', folder])).code).toBe(1);
    const server = await runServer(await freePort(), { FENGSUI_DATA: folder, FENGSUI_MQTT_PORT: '0' });
    expect(server.output()).toContain('肇庆市');
    await server.kill('SIGTERM');
  });
});
