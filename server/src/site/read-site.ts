import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OnCallFile, SiteInfo } from '@fengsui/config/contract';
import { loadSettings } from '@fengsui/config/settings';
import type { z } from 'zod';
import { buildSite, INFO_FILE } from './build-site.ts';
import { ON_CALL_FILE } from './check-on-call.ts';
import { createFaultLog } from './faults.ts';
import type { FaultLog } from './faults.ts';
import type { SiteRead } from './model.ts';
import { BOUNDARIES_FILE } from './parse-boundaries.ts';
import { TABLES } from './tables.ts';

const MAX_BOUNDARIES_BYTES = 32 * 1024 * 1024;

interface FileLimits {
  file: string;
  maxBytes: number;
}

/**
 * Reads a site folder. Everything is checked before anything is given out; never throws for what is in
 * the folder.
 */
export async function readSite(folder: string): Promise<SiteRead> {
  if (!(await isFolder(folder))) {
    return { ok: false, faults: [{ file: folder, message: 'is not a folder that can be read' }], more: 0 };
  }
  const faults = createFaultLog();
  const required = (limits: FileLimits) => readBytes(folder, limits, faults, true);
  const optional = (limits: FileLimits) => readBytes(folder, limits, faults, false);
  const files = {
    info: await readYaml(folder, INFO_FILE, SiteInfo, faults),
    divisions: await required(TABLES.divisions),
    plant: await required(TABLES.plant),
    devices: await required(TABLES.devices),
    weakAreas: await optional(TABLES.weakAreas),
    maintenance: await optional(TABLES.maintenance),
    onCall: await readYaml(folder, ON_CALL_FILE, OnCallFile, faults),
    boundaries: await optional({ file: BOUNDARIES_FILE, maxBytes: MAX_BOUNDARIES_BYTES }),
  };
  return buildSite(files, faults);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function readBytes(
  folder: string,
  { file, maxBytes }: FileLimits,
  faults: FaultLog,
  isRequired: boolean,
): Promise<Uint8Array | undefined> {
  const path = join(folder, file);
  try {
    const { size } = await stat(path);
    if (size <= maxBytes) return await readFile(path);
    faults.add({ file, message: `${size} bytes are too many, at most ${maxBytes} are read` });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT') faults.add({ file, message: `cannot be read (${code ?? String(error)})` });
    else if (isRequired) faults.add({ file, message: 'is missing, and a site cannot do without it' });
  }
  return undefined;
}

/** A file that the folder need not have; its faults are named by their paths in it. */
async function readYaml<S extends z.ZodObject>(
  folder: string,
  file: string,
  schema: S,
  faults: FaultLog,
): Promise<z.infer<S> | undefined> {
  const path = join(folder, file);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  const loaded = loadSettings({ schema, env: {}, file: path, environment: {} });
  if (loaded.ok) return loaded.settings;
  for (const { path: place, message } of loaded.faults) {
    faults.add({ file, ...(place !== path && { column: place }), message });
  }
  return undefined;
}
