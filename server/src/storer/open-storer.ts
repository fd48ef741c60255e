import { createJournalReader } from '../journal/reader.ts';
import { openSeries } from './open-series.ts';
import type { Storer } from './storer.ts';
import { createStorer } from './storer.ts';
import type { ThreadOptions } from './thread/start.ts';
import { startStorerThread } from './thread/start.ts';

export type StorerOptions = Omit<ThreadOptions, 'program' | 'data'> & ThreadOptions['data'];

/** In a thread of its own, given its built program; otherwise in this one. Rejects with SeriesUnusable. */
export async function openStorer(options: StorerOptions, program?: URL): Promise<Storer> {
  const { settings, journal, ...parts } = options;
  if (program) return startStorerThread({ program, data: { settings, journal }, ...parts });
  const store = await openSeries(settings, parts.clock.now);
  return createStorer({ store, journal: createJournalReader(journal), ...parts });
}
