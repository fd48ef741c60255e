import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import {
  SERVER_ENV,
  ServerSettings as Schema,
  formatSettingsFaults,
  loadSettings,
} from '@fengsui/config/settings';
import type { App } from '../app.ts';
import { startApp } from '../app.ts';
import { createClock } from '../clock.ts';
import { StartupError } from '../listen.ts';
import { createLogger } from '../observe/logger.ts';
import { startOwnProbe } from '../own-probe.ts';
import { provinceFaults } from '../province/serving.ts';
import { builtPages, programVersion, threadPrograms } from '../packaged.ts';
import type { Site } from '../site/model.ts';
import { readArguments } from './arguments.ts';
import type { Environment, Run } from './command.ts';
import { openSite } from './open-site.ts';
import { untilSignal } from './until-signal.ts';

export const serve: Run = async (args, environment) => {
  const values = readArguments(args, { settings: { type: 'string' }, 'own-probe': { type: 'boolean' } });
  if (!values) return 2;
  const settings = readSettings(values.settings, environment);
  if (!settings) return 2;
  const log = createLogger(settings.log.level);
  const site = await openSite(settings, (warnings) =>
    log.warn({ warnings: warnings.slice(0, 20) }, 'the site has oddities'),
  );
  const app = await startApp({
    settings,
    site,
    clock: createClock(),
    log,
    pages: pages(),
    version: programVersion(),
    threads: threadPrograms(),
  });
  const own = values['own-probe']
    ? startOwnProbe(settings, app.mqttPort, environment['PATH'], log)
    : undefined;
  process.stdout.write(banner(settings, site, app));
  await untilSignal(log);
  await own?.stop();
  await app.stop();
  return 0;
};

function readSettings(file: string | undefined, environment: Environment): ServerSettings | undefined {
  const loaded = loadSettings({ schema: Schema, env: SERVER_ENV, file, environment });
  if (!loaded.ok) {
    process.stderr.write(`${formatSettingsFaults(loaded.faults)}\n`);
    return undefined;
  }
  for (const warning of loaded.warnings) process.stderr.write(`fengsui: ${warning}\n`);
  const faults = provinceFaults(loaded.settings);
  if (faults.length > 0) {
    process.stderr.write(`${formatSettingsFaults(faults)}\n`);
    return undefined;
  }
  const { http, bootstrapToken } = loaded.settings;
  if (!/^(127\.|::1$|localhost$)/.test(http.host) && bootstrapToken === undefined) {
    const path = 'bootstrapToken';
    const message = `is needed when http.host is ${http.host}: whoever can reach it could read everything`;
    process.stderr.write(`${formatSettingsFaults([{ path, message }])}\n`);
    return undefined;
  }
  return loaded.settings;
}

function pages(): string {
  const folder = builtPages();
  if (!existsSync(join(folder, 'index.html'))) {
    throw new StartupError('the pages are not built; run: npm run build');
  }
  return folder;
}

function banner(settings: ServerSettings, site: Site, { httpPort, mqttPort }: App): string {
  const { host } = settings.http;
  const shown = host === '0.0.0.0' || host === '::' || host.startsWith('127.') ? 'localhost' : host;
  const broker =
    settings.mqtt.url === undefined ? `mqtt://127.0.0.1:${mqttPort ?? 0}` : new URL(settings.mqtt.url).host;
  const store = settings.influx.url === undefined ? 'DuckDB' : 'InfluxDB';
  return [
    '',
    `  烽燧 Fengsui ${programVersion()} · ${site.info.name}${site.info.invented ? ' · 示例数据 sample data' : ''}`,
    '',
    `  墙屏 wall     http://${shown}:${httpPort}/wall`,
    `  接口 API      http://${shown}:${httpPort}/api/v1/openapi.json`,
    `  探针 probes   ${broker}`,
    `  数据 data     ${resolve(settings.data)} (${store})`,
    '',
    '  Ctrl+C 停止 stops',
    '',
    '',
  ].join('\n');
}
