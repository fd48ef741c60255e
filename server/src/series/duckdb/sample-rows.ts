import type { StoredSample } from '../port.ts';
import { storedValue } from '../stored-value.ts';
import type { Identities } from './dictionary.ts';
import type { Layout } from './layouts.ts';
import type { Placer } from './placer.ts';

/** DuckDB's own vector size: the most rows that a chunk can hold. */
export const CHUNK_ROWS = 2_048;

/** Up to CHUNK_ROWS rows of one layout's table, column by column. */
export interface SampleBlock {
  rows: number;
  device: Int32Array;
  ts: Float64Array;
  boot: Int32Array;
  seq: Float64Array;
  late: Uint8Array;
  /** NaN where a sample has no number for the column. */
  values: Float64Array[];
}

export interface LooseRow {
  device: number;
  ts: number;
  metric: string;
  value: number | null;
  text: string | null;
}

/** The rows of a batch, table by table. */
export interface SampleRows {
  add(sample: StoredSample, place: number): void;
  blocks(): ReadonlyMap<Layout, readonly SampleBlock[]>;
  loose: LooseRow[];
}

/** `identities` holds the numbers of device and boot of each sample, by its place in the batch. */
export function createSampleRows({ devices, boots }: Identities, placer: Placer): SampleRows {
  const blocks = new Map<Layout, SampleBlock[]>();
  const loose: LooseRow[] = [];
  const numbers: number[] = [];

  function blockOf(layout: Layout): SampleBlock {
    const own = blocks.get(layout);
    const last = own?.at(-1);
    if (last && last.rows < CHUNK_ROWS) return last;
    const added = emptyBlock(layout);
    if (own) own.push(added);
    else blocks.set(layout, [added]);
    return added;
  }

  /** Numbers in the order of the sample's metrics, as the placer has seen them; texts are loose. */
  function collect({ ts, m }: StoredSample, device: number): void {
    numbers.length = 0;
    placer.start();
    for (const metric of Object.keys(m)) {
      const value = storedValue(m[metric] ?? null);
      if (typeof value === 'number') {
        placer.next(metric);
        numbers.push(value);
      } else if (value !== undefined) loose.push({ device, ts, metric, value: null, text: value });
    }
  }

  return {
    add(sample, place) {
      const device = devices[place] ?? 0;
      collect(sample, device);
      const { layout, columns, metrics } = placer.placing();
      const block = blockOf(layout);
      const row = block.rows++;
      block.device[row] = device;
      block.ts[row] = sample.ts;
      block.boot[row] = boots[place] ?? 0;
      block.seq[row] = sample.seq;
      block.late[row] = Number(sample.late);
      for (const [i, value] of numbers.entries()) {
        const column = block.values[columns[i] ?? -1];
        if (column) column[row] = value;
        else loose.push({ device, ts: sample.ts, metric: metrics[i] ?? '', value, text: null });
      }
    },
    blocks: () => blocks,
    loose,
  };
}

function emptyBlock({ metrics }: Layout): SampleBlock {
  return {
    rows: 0,
    device: new Int32Array(CHUNK_ROWS),
    ts: new Float64Array(CHUNK_ROWS),
    boot: new Int32Array(CHUNK_ROWS),
    seq: new Float64Array(CHUNK_ROWS),
    late: new Uint8Array(CHUNK_ROWS),
    values: metrics.map(() => new Float64Array(CHUNK_ROWS).fill(NaN)),
  };
}
