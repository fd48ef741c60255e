import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { OutboxMessage } from '@fengsui/config/contract';
import { SERVER_ENV, ServerSettings, formatSettingsFaults, loadSettings } from '@fengsui/config/settings';
import { createClock } from '../clock.ts';
import type { CoreFact } from '../core/monitor.ts';
import { createMonitor } from '../core/monitor.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { StartupError } from '../listen.ts';
import { monitorSite } from '../monitor-site.ts';
import { createProgress } from '../recording/progress.ts';
import { createRecordedDesk } from '../recording/recorded-desk.ts';
import type { Replayed, ReplayParts } from '../recording/replay.ts';
import { replay as playRecording } from '../recording/replay.ts';
import type { TextWriter } from '../recording/text-writer.ts';
import { createTextWriter } from '../recording/text-writer.ts';
import { formatSiteFaults, readSite } from '../site/site.ts';
import type { Site } from '../site/model.ts';
import { readArguments } from './arguments.ts';
import type { Run } from './command.ts';

/** Kinds of facts that can be asked for. */
const TOLD: Readonly<Record<string, (fact: CoreFact) => boolean>> = {
  incidents: (fact) => fact.kind === 'incident',
  all: () => true,
};

const READ_BYTES = 256 * 1024;

export const replay: Run = async (args, environment) => {
  const values = readArguments(args, {
    site: { type: 'string' },
    recording: { type: 'string' },
    settings: { type: 'string' },
    facts: { type: 'string', default: 'incidents' },
    pages: { type: 'boolean', default: false },
    progress: { type: 'boolean' },
  });
  if (!values) return 2;
  const { site: folder, recording, settings: file, facts, pages, progress } = values;
  if (folder === undefined) return refuse('say which site: --site DIR', 2);
  if (recording === undefined)
    return refuse('say which recording: --recording FILE, or - for standard input', 2);
  const isTold = Object.hasOwn(TOLD, facts) ? TOLD[facts] : undefined;
  if (!isTold) return refuse(`--facts is one of ${Object.keys(TOLD).join(', ')}`, 2);
  const loaded = loadSettings({ schema: ServerSettings, env: SERVER_ENV, file, environment });
  if (!loaded.ok) return refuse(formatSettingsFaults(loaded.faults), 2);
  const [read, source] = [await readSite(folder), await openRecording(recording)];
  if (!read.ok) return refuse(formatSiteFaults(read.faults, read.more), 1);
  if (pages && !read.site.onCall)
    return refuse(`--pages: ${folder} has no on-call.yaml, so nobody would be told`, 2);
  const { falseAlarmsPerDay } = loaded.settings.detection;
  return play(recording, source, read.site, { falseAlarmsPerDay, isTold, pages, isShown: progress });
};

interface PlayOptions {
  falseAlarmsPerDay: number;
  isTold: (fact: CoreFact) => boolean;
  /** Whom people's own rules would have told, and why, stands between the facts. */
  pages: boolean;
  isShown: boolean | undefined;
}

async function play(name: string, source: Readable, site: Site, options: PlayOptions): Promise<number> {
  const { falseAlarmsPerDay, isTold, pages, isShown = process.stderr.isTTY } = options;
  const out = createTextWriter(process.stdout);
  const progress = isShown ? createProgress(createClock(), process.stderr, process.stderr.isTTY) : undefined;
  const replayed = await playRecording({
    source,
    monitorFrom: (at) => createMonitor({ site: monitorSite(site, at), falseAlarmsPerDay }),
    isTold,
    out,
    deskFor: pages ? deskWriting(site, out) : undefined,
    ...(progress && { progress: progress.tell }),
  });
  progress?.end();
  return judge(name, replayed);
}

function deskWriting(site: Site, out: TextWriter): NonNullable<ReplayParts['deskFor']> {
  return (monitor, at) =>
    createRecordedDesk({
      ...{ site, monitor, at, records: createMemoryLedger().records },
      page: (fact) => out.line(JSON.stringify(fact)),
      message: (message) => out.line(JSON.stringify(messageLine(message))),
    });
}

/** What of a message was decided; how it would have been delivered is nobody's affair here. */
function messageLine({ at, id, about, person, incidents, text }: OutboxMessage) {
  return { at, kind: 'message', id, about, person, incidents, text };
}

function judge(name: string, { lines, torn }: Replayed): number {
  if (lines === 0)
    return refuse(
      `${name}: nothing in it is a line of a recording${torn === undefined ? '' : `; ${torn}`}`,
      1,
    );
  if (torn !== undefined)
    process.stderr.write(`fengsui: ${name}: ${torn}; it was played as far as it goes\n`);
  return 0;
}

async function openRecording(name: string): Promise<Readable> {
  if (name === '-') return process.stdin;
  try {
    const handle = await open(name);
    if ((await handle.stat()).isDirectory()) throw new Error('is a folder');
    return handle.createReadStream({ highWaterMark: READ_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(
      `${name} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`,
      { cause: error },
    );
  }
}

function refuse(message: string, code: number): number {
  process.stderr.write(`fengsui: ${message}\n`);
  return code;
}
