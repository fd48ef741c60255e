import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_ENV, ServerSettings, formatSettingsFaults, loadSettings } from '@fengsui/config/settings';
import { formatSiteFaults, readSite } from '../site/site.ts';
import type { Site } from '../site/model.ts';
import { readArguments } from './arguments.ts';
import type { Run } from './command.ts';

export const importSite: Run = async (args, environment) => {
  const values = readArguments(args, {
    site: { type: 'string' },
    settings: { type: 'string' },
    'dry-run': { type: 'boolean' },
  });
  if (!values) return 2;
  if (values.site === undefined) return refuse('say which folder: --site DIR', 2);
  const loaded = loadSettings({
    schema: ServerSettings,
    env: SERVER_ENV,
    file: values.settings,
    environment,
  });
  if (!loaded.ok) return refuse(formatSettingsFaults(loaded.faults), 2);
  const read = await readSite(values.site);
  if (!read.ok) return refuse(formatSiteFaults(read.faults, read.more), 1);
  if (!values['dry-run']) await take(values.site, loaded.settings.data);
  process.stdout.write(
    `${summary(read.site)}${values['dry-run'] ? '; nothing was changed' : '; imported'}\n`,
  );
  return 0;
};

function refuse(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}

/** Copied beside, then put in place by a rename: a server that starts meanwhile sees the old or the new, whole. */
async function take(from: string, data: string): Promise<void> {
  const [place, fresh, old] = [join(data, 'site'), join(data, 'site.new'), join(data, 'site.old')];
  await mkdir(data, { recursive: true });
  await rm(fresh, { recursive: true, force: true });
  await cp(from, fresh, { recursive: true, dereference: true });
  await rm(old, { recursive: true, force: true });
  await rename(place, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, place);
  await rm(old, { recursive: true, force: true });
}

function summary({ info, divisions, plant, devices }: Site): string {
  return `${info.name}: ${divisions.size} divisions, ${plant.size} plant nodes, ${devices.size} devices`;
}
