import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { ServerSettings as Settings } from '@fengsui/config/settings';
import { SERVER_ENV, ServerSettings, formatSettingsFaults, loadSettings } from '@fengsui/config/settings';
import type { Clock } from '../clock.ts';
import { createClock } from '../clock.ts';
import { StartupError } from '../listen.ts';
import type { BrokerAddress } from '../recording/listen.ts';
import type { Recorder } from '../recording/record.ts';
import { record as startRecording } from '../recording/record.ts';
import type { RecordingFile } from '../recording/recording-file.ts';
import { createRecordingFile } from '../recording/recording-file.ts';
import { readArguments } from './arguments.ts';
import type { Run } from './command.ts';
import { untilSignal } from './until-signal.ts';

const MAX_SECONDS = 1_000_000;

export const record: Run = async (args, environment) => {
  const values = readArguments(args, {
    out: { type: 'string' },
    settings: { type: 'string' },
    for: { type: 'string' },
  });
  if (!values) return 2;
  const seconds = values.for === undefined ? undefined : Number(values.for);
  if (values.out === undefined) return refuse('say where to: --out FILE', 2);
  if (seconds !== undefined && !(seconds > 0 && seconds <= MAX_SECONDS))
    return refuse(`--for takes seconds, up to ${MAX_SECONDS}`, 2);
  const loaded = loadSettings({
    schema: ServerSettings,
    env: SERVER_ENV,
    file: values.settings,
    environment,
  });
  if (!loaded.ok) return refuse(formatSettingsFaults(loaded.faults), 2);
  return recordTo(values.out, brokerOf(loaded.settings.mqtt), seconds);
};

async function recordTo(out: string, broker: BrokerAddress, seconds: number | undefined): Promise<number> {
  const clock = createClock();
  const file = await createFile(out, clock);
  const name = nameOf(broker);
  const recorder = startRecording({
    broker,
    clientId: `fengsui-record-${randomBytes(4).toString('hex')}`,
    file,
    clock,
    say: {
      heard: () => say(`recording ${name} to ${out}`),
      away: (why) => say(`${name} cannot be heard (${why}); trying again`),
    },
  });
  const trouble = await untilEnd(file, clock, seconds);
  if (trouble) {
    await recorder.stop().catch(() => undefined);
    return refuse(`${out} cannot be written: ${trouble.message}; ${recorder.messages()} messages came`, 1);
  }
  return finish(recorder, out, name);
}

/** Resolves when it is time to stop, with the reason if nothing more can be written. */
function untilEnd(
  file: RecordingFile,
  clock: Clock,
  seconds: number | undefined,
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    void untilSignal({ info: () => undefined }).then(() => resolve(undefined));
    file.closed.catch(resolve);
    if (seconds !== undefined) clock.after(seconds * 1000, () => resolve(undefined));
  });
}

async function finish(recorder: Recorder, out: string, name: string): Promise<number> {
  await recorder.stop();
  if (!recorder.hasHeard()) {
    await rm(out);
    return refuse(`${name} was never heard; nothing was recorded`, 1);
  }
  say(`${recorder.messages()} messages in ${out}`);
  return 0;
}

async function createFile(path: string, clock: Clock): Promise<RecordingFile> {
  try {
    return await createRecordingFile(path, clock);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'EEXIST'
        ? 'is there already; choose another name, or remove it'
        : `cannot be written: ${message}`;
    throw new StartupError(`${path} ${reason}`, { cause: error });
  }
}

/** The outside broker, or the one in the server on this machine. */
function brokerOf({ url, username, password, embedded }: Settings['mqtt']): BrokerAddress {
  if (url !== undefined) return { url, username, password };
  const host = embedded.host === '0.0.0.0' || embedded.host === '::' ? 'localhost' : embedded.host;
  return { url: `mqtt://${host.includes(':') ? `[${host}]` : host}:${embedded.port}` };
}

/** A URL may hold a password. */
function nameOf({ url }: BrokerAddress): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

function say(message: string): void {
  process.stderr.write(`fengsui: ${message}\n`);
}

function refuse(message: string, code: number): number {
  say(message);
  return code;
}
