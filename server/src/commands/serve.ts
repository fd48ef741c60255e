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
import type { Logger } from '../observe/logger.ts';
import { createLogger } from '../observe/logger.ts';
import { startOwnProbe } from '../own-probe.ts';
import { provinceFaults } from '../province/serving.ts';
import { builtPages, programVersion, sampleSite, storerProgram } from '../packaged.ts';
import { formatSiteFaults, readSite } from '../site/site.ts';
import type { Site } from '../site/model.ts';
import { readArguments } from './arguments.ts';
import type { Environment, Run } from './command.ts';
import { untilSignal } from './until-signal.ts';

export const serve: Run = async (args, environment) => {
  const values = readArguments(args, { settings: { type: 'string' }, 'own-probe': { type: 'boolean' } });
  if (!values) return 2;
  const settings = readSettings(values.settings, environment);
  if (!settings) return 2;
  const log = createLogger(settings.log.level);
  const site = await openSite(settings, log);
  const app = await startApp({
    settings,
    site,
    clock: createClock(),
    log,
    pages: pages(),
    version: programVersion(),
    storerProgram: storerProgram(),
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

/** The site that is set, or the one that was imported, or the sample. */
async function openSite(settings: ServerSettings, log: Logger): Promise<Site> {
  const imported = join(settings.data, 'site');
  const folder = settings.site ?? (existsSync(imported) ? imported : sampleSite());
  const read = await readSite(folder);
  if (!read.ok) throw new StartupError(formatSiteFaults(read.faults, read.more));
  if (read.warnings.length > 0) log.warn({ warnings: read.warnings.slice(0, 20) }, 'the site has oddities');
  return read.site;
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
