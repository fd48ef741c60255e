import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import { StartupError } from '../listen.ts';
import { sampleSite } from '../packaged.ts';
import type { Site, SiteFault } from '../site/model.ts';
import { formatSiteFaults, readSite } from '../site/site.ts';

/** The site that is set, or the one that was imported, or the sample. */
export async function openSite(
  { data, site }: Pick<ServerSettings, 'data' | 'site'>,
  warn: (oddities: readonly SiteFault[]) => void,
): Promise<Site> {
  const imported = join(data, 'site');
  const folder = site ?? (existsSync(imported) ? imported : sampleSite());
  const read = await readSite(folder);
  if (!read.ok) throw new StartupError(formatSiteFaults(read.faults, read.more));
  if (read.warnings.length > 0) warn(read.warnings);
  return read.site;
}
