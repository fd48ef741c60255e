import type { RecordKind, Records } from '../ledger/records/port.ts';

/** An id that no record of its kind has: when it was given, and a number where several were at once. */
export function freeId(records: Pick<Records, 'get'>, kind: RecordKind, prefix: string, at: number): string {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${at.toString(36)}${n > 0 ? `-${n}` : ''}`;
    if (!records.get(kind, id)) return id;
  }
}
