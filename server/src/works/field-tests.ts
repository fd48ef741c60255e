import { createHash } from 'node:crypto';
import type { Actor, FieldBatchDetail, FieldTest, Json } from '@fengsui/config/contract';
import { FieldBatch } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';
import { freeId } from './free-id.ts';
import type { Span } from './sides.ts';
import { isIn } from './sides.ts';

/** Field tests as they were handed in, a file at a time, kept as records. */
export interface FieldTests {
  /** What was handed in last first. */
  batches(): FieldBatch[];
  batch(id: string): FieldBatchDetail | undefined;
  /** All tests within a span of ms UTC. */
  within(span: Span): FieldTest[];
  /** `full`: as much is kept as may be; a batch: this very file is kept already, as that one. */
  add(file: FieldFile, by: Actor, at: number): { kept: FieldBatch } | { same: FieldBatch } | 'full';
  /** What it was; undefined where there is none by this id. */
  remove(id: string, by: Actor, at: number): FieldBatch | undefined;
}

export interface FieldFile {
  name: string;
  bytes: Uint8Array;
  /** What the bytes say; at least one. */
  tests: readonly FieldTest[];
}

export const MAX_BATCHES = 200;
/** Of all batches together: so many can be read again at any time. */
export const MAX_TESTS = 200_000;
const KIND = 'field_batch';

/** A batch without its tests. */
interface Head {
  batch: FieldBatch;
  digest: string;
}
type Kept = FieldBatch & { digest: string; tests: FieldTest[] };

export function createFieldTests(records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>): FieldTests {
  let read: Map<string, Head> | undefined;
  /** Read once: with their tests they are too much to be read at every call. */
  const heads = (): Map<string, Head> =>
    (read ??= new Map(
      records.all(KIND).map(({ id, value }): [string, Head] => [id, headOf(value as unknown as Kept)]),
    ));

  // Written by ourselves, and checked before.
  const kept = (id: string): Kept | undefined => records.get(KIND, id)?.value as unknown as Kept | undefined;
  const size = (): number => [...heads().values()].reduce((sum, { batch }) => sum + batch.rows, 0);

  return {
    batches: () =>
      [...heads().values()].map(({ batch }) => batch).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
    batch(id) {
      const found = kept(id);
      if (!found) return undefined;
      const { digest: _, ...batch } = found;
      return batch;
    },
    within: (span) =>
      [...heads().values()]
        .filter(({ batch: { from, to } }) => from < span.to && to >= span.from)
        .flatMap(({ batch: { id } }) => (kept(id)?.tests ?? []).filter(({ at }) => isIn(at, span))),
    add({ name, bytes, tests }, by, at) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      const same = [...heads().values()].find((head) => head.digest === digest);
      if (same) return { same: same.batch };
      if (heads().size >= MAX_BATCHES || size() + tests.length > MAX_TESTS) return 'full';
      const batch = { id: freeId(records, KIND, 'tests', at), name, ...extentOf(tests), by, at };
      const value = { ...batch, digest, tests };
      records.put({ kind: KIND, id: batch.id, by, at, value: value as unknown as Json });
      heads().set(batch.id, { batch, digest });
      return { kept: batch };
    },
    remove(id, by, at) {
      const head = heads().get(id);
      if (!head || !records.remove({ kind: KIND, id, by, at })) return undefined;
      heads().delete(id);
      return head.batch;
    },
  };
}

function headOf(kept: Kept): Head {
  return { batch: FieldBatch.parse(kept), digest: kept.digest };
}

function extentOf(tests: readonly FieldTest[]): Pick<FieldBatch, 'rows' | 'from' | 'to'> {
  const times = tests.map(({ at }) => at);
  return { rows: tests.length, from: Math.min(...times), to: Math.max(...times) };
}
