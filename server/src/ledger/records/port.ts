import type { Actor, Json } from '@fengsui/config/contract';

/** What people keep and change: each kind has its own schema, checked where it comes in. */
export const RECORD_KINDS = [
  'person',
  'team',
  'channel',
  'standard',
  'shelf',
  'level',
  'calendar',
  'warning',
  'weak_area',
  'work',
  'field_batch',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface KeptRecord {
  kind: RecordKind;
  id: string;
  /** Counted up with every change, from 1; goes on where a record was taken away and is put again. */
  version: number;
  at: number;
  by: Actor;
  value: Json;
}

/** A version of a record; `value` is null where it was taken away. */
export interface RecordVersion extends Omit<KeptRecord, 'value'> {
  value: Json;
  isRemoved: boolean;
}

export interface Records {
  /** In order of ids. */
  all(kind: RecordKind): KeptRecord[];
  get(kind: RecordKind, id: string): KeptRecord | undefined;
  /** Answers the record as it is kept now. With `version`: only if that is the one it has (0: none). */
  put(change: RecordChange & { value: Json }): KeptRecord | 'changed_meanwhile';
  /** False where there is none. */
  remove(change: RecordChange): boolean;
  /** Every version that there was, newest first. */
  history(kind: RecordKind, id: string, limit: number): RecordVersion[];
}

export interface RecordChange {
  kind: RecordKind;
  id: string;
  by: Actor;
  at: number;
  version?: number | undefined;
}
