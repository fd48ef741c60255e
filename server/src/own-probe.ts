import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Logger } from './observe/logger.ts';
import { ownProbeSettings, program } from './packaged.ts';

const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
const KILL_AFTER_MS = 6_000;

/** A probe on this very machine, as a process of its own that speaks MQTT like any other. */
export function startOwnProbe(
  settings: ServerSettings,
  mqttPort: number | undefined,
  /** Where the programs that checks may call are looked for. */
  path: string | undefined,
  log: Logger,
): { stop(): Promise<void> } {
  const url = settings.mqtt.url ?? `mqtt://127.0.0.1:${mqttPort ?? settings.mqtt.embedded.port}`;
  const environment = {
    PATH: path,
    FENGSUI_MQTT_URL: url,
    FENGSUI_DATA: join(settings.data, 'own-probe'),
    FENGSUI_LOG_LEVEL: settings.log.level === 'debug' ? 'debug' : 'warn',
    ...(settings.mqtt.username === undefined ? {} : { FENGSUI_MQTT_USERNAME: settings.mqtt.username }),
    ...(settings.mqtt.password === undefined ? {} : { FENGSUI_MQTT_PASSWORD: settings.mqtt.password }),
  };
  let pauseMs = MIN_PAUSE_MS;
  let again: NodeJS.Timeout | undefined;
  let isStopping = false;

  function run(): ChildProcess {
    const args = [program(), 'probe', '--settings', ownProbeSettings()];
    const started = spawn(process.execPath, args, {
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    started.once('exit', (code, signal) => {
      if (isStopping) return;
      log.warn({ code, signal, pauseMs }, 'the own probe has ended; it is started again');
      again = setTimeout(() => (child = run()), pauseMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    });
    return started;
  }

  let child = run();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(again);
      await end(child);
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
