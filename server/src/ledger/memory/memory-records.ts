import type { Json } from '@fengsui/config/contract';
import type { KeptRecord, RecordKind, RecordVersion, Records } from '../records/port.ts';

/** Records with all their versions, as copies. @param open throws where the ledger was closed */
export function createMemoryRecords(open: () => void): Records {
  /** Newest last. */
  const kept = new Map<string, RecordVersion[]>();

  function versions(kind: RecordKind, id: string): RecordVersion[] {
    const key = JSON.stringify([kind, id]);
    const own = kept.get(key) ?? [];
    kept.set(key, own);
    return own;
  }

  const copy = <T>(value: T): T => structuredClone(value);

  function there(kind: RecordKind, id: string): KeptRecord | undefined {
    const newest = versions(kind, id).at(-1);
    if (!newest || newest.isRemoved) return undefined;
    const { isRemoved: _, ...record } = newest;
    return copy(record);
  }

  return {
    all(kind) {
      open();
      const newest = [...kept.values()].flatMap((own) => own.at(-1) ?? []).filter((one) => one.kind === kind);
      return newest.sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap(({ id }) => there(kind, id) ?? []);
    },
    get(kind, id) {
      open();
      return there(kind, id);
    },
    put({ kind, id, at, by, version, value }) {
      open();
      if (version !== undefined && version !== (there(kind, id)?.version ?? 0)) return 'changed_meanwhile';
      const own = versions(kind, id);
      own.push(copy({ kind, id, at, by, version: own.length + 1, value: value as Json, isRemoved: false }));
      return there(kind, id) as KeptRecord;
    },
    remove({ kind, id, at, by }) {
      open();
      if (!there(kind, id)) return false;
      const own = versions(kind, id);
      own.push(copy({ kind, id, at, by, version: own.length + 1, value: null, isRemoved: true }));
      return true;
    },
    history(kind, id, limit) {
      open();
      return copy([...versions(kind, id)].reverse().slice(0, limit));
    },
  };
}
