import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { JournalMark, StoredSample } from '../port.ts';
import { valuesOf } from '../stored-value.ts';
import { appendRows } from './append.ts';
import type { Dictionary, Identity } from './dictionary.ts';
import { learnNames } from './dictionary.ts';
import type { Layout, Placing } from './layouts.ts';
import { placeMetrics } from './layouts.ts';
import { addLayout, tableOf } from './schema.ts';

type Row = DuckDBValue[];

/** The rows of a batch, table by table. */
interface Rows {
  samples: Map<Layout, Row[]>;
  loose: Row[];
}

/** So many samples are prepared before the rest of the program has its turn. */
const SAMPLES_AT_ONCE = 1_000;
const FIXED = [INTEGER, BIGINT, INTEGER, BIGINT, BOOLEAN];
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
  const rows: Rows = { samples: new Map(), loose: [] };
  const place = createPlacer(layouts);
  for (const [i, identity] of identities.entries()) {
    const sample = samples[i];
    if (sample) addRows(rows, sample, identity, place);
    if (i % SAMPLES_AT_ONCE === 0) await setImmediate();
  }
  for (const layout of layouts.slice(dictionary.layouts.length)) await addLayout(connection, layout);
  for (const [layout, own] of rows.samples) {
    await appendRows(connection, tableOf(layout), [...FIXED, ...layout.metrics.map(() => DOUBLE)], own);
  }
  await appendRows(connection, 'loose', LOOSE, rows.loose.sort(byMetric));
  return layouts;
}

function addRows(
  rows: Rows,
  { ts, seq, late, m }: StoredSample,
  { device, boot }: Identity,
  place: (metrics: readonly string[]) => Placing,
): void {
  const values = valuesOf(m);
  const { layout, columns } = place(values.numbers.map(([metric]) => metric));
  const row: Row = [device, BigInt(ts), boot, BigInt(seq), late];
  for (const [i, [metric, value]] of values.numbers.entries()) {
    const column = columns[i] ?? -1;
    if (column < 0) rows.loose.push([device, BigInt(ts), metric, value, null]);
    else row[FIXED.length + column] = value;
  }
  for (const [metric, text] of values.texts) rows.loose.push([device, BigInt(ts), metric, null, text]);
  const own = rows.samples.get(layout);
  if (own) own.push(row);
  else rows.samples.set(layout, [row]);
}

/** Adds to `layouts` what is missing. Most samples of a batch have the same few sets of metrics. */
function createPlacer(layouts: Layout[]): (metrics: readonly string[]) => Placing {
  const placings = new Map<string, Placing>();
  return (metrics) => {
    const key = JSON.stringify(metrics);
    const known = placings.get(key);
    if (known) return known;
    const placing = placeMetrics(layouts, metrics);
    if (!layouts.includes(placing.layout)) layouts.push(placing.layout);
    placings.set(key, placing);
    return placing;
  };
}

/** Equal names side by side need next to no room. */
function byMetric([, , a]: Row, [, , b]: Row): number {
  return String(a) < String(b) ? -1 : Number(a !== b);
}
