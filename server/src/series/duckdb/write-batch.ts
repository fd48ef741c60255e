import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { BIGINT, DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import { hoursOf } from '../hours.ts';
import type { JournalMark, StoredSample } from '../port.ts';
import { appendBlocks, appendRows } from './append.ts';
import type { Dictionary } from './dictionary.ts';
import { learnNames } from './dictionary.ts';
import type { Layout } from './layouts.ts';
import { createPlacer } from './placer.ts';
import type { LooseRow } from './sample-rows.ts';
import { createSampleRows } from './sample-rows.ts';
import { addLayout, tableOf } from './schema.ts';

/** So many samples are prepared before the rest of the program has its turn. */
const SAMPLES_AT_ONCE = 1_000;
const LOOSE = [INTEGER, BIGINT, VARCHAR, DOUBLE, VARCHAR];

/** How far a journal is in the file. */
export async function readMark(connection: DuckDBConnection, journal: string): Promise<number | undefined> {
  const result = await connection.runAndReadAll('SELECT upto FROM marks WHERE journal = $journal', {
    journal,
  });
  const [[upto] = []] = result.getRows();
  return upto === undefined ? undefined : Number(upto);
}

/**
 * Samples and mark in one transaction: after a crash both are there or neither. A batch that is in
 * the file already is left alone. On an error nothing is written and the dictionary is to be loaded anew.
 */
export async function writeBatch(
  connection: DuckDBConnection,
  dictionary: Dictionary,
  samples: readonly StoredSample[],
  { journal, offset }: JournalMark,
): Promise<void> {
  if (offset <= ((await readMark(connection, journal)) ?? -1)) return;
  await connection.run('BEGIN');
  try {
    const layouts = await writeSamples(connection, dictionary, samples);
    await touchHours(connection, dictionary, samples);
    const upsert =
      'INSERT INTO marks VALUES ($journal, $upto) ON CONFLICT DO UPDATE SET upto = excluded.upto';
    await connection.run(upsert, { journal, upto: BigInt(offset) });
    await connection.run('COMMIT');
    // Only now, as readers do not see a new table before.
    dictionary.layouts = layouts;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function writeSamples(
  connection: DuckDBConnection,
  dictionary: Dictionary,
  samples: readonly StoredSample[],
): Promise<Layout[]> {
  const identities = await learnNames(connection, dictionary, samples);
  const layouts = [...dictionary.layouts];
  const rows = createSampleRows(identities, createPlacer(layouts));
  for (const [i, sample] of samples.entries()) {
    rows.add(sample, i);
    if (i % SAMPLES_AT_ONCE === 0) await setImmediate();
  }
  for (const layout of layouts.slice(dictionary.layouts.length)) await addLayout(connection, layout);
  for (const [layout, blocks] of rows.blocks()) await appendBlocks(connection, tableOf(layout), blocks);
  await appendRows(connection, 'loose', LOOSE, looseRows(rows.loose));
  return layouts;
}

/** With the samples, in their transaction: so no hour is ever rolled up without all that is stored for it. */
async function touchHours(
  connection: DuckDBConnection,
  { touched }: Dictionary,
  samples: readonly StoredSample[],
): Promise<void> {
  const added = [...hoursOf(samples)].filter((hour) => !touched.has(hour));
  const rows = added.map((hour) => [hour]);
  await appendRows(connection, 'touched', [INTEGER], rows);
  for (const hour of added) touched.add(hour);
}

/** Equal names side by side need next to no room. */
function looseRows(rows: LooseRow[]): DuckDBValue[][] {
  rows.sort((a, b) => (a.metric < b.metric ? -1 : Number(a.metric !== b.metric)));
  return rows.map(({ device, ts, metric, value, text }) => [device, BigInt(ts), metric, value, text]);
}
