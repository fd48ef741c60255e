import type { Actor, OnCallFile } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';
import { jsonOf } from './people.ts';

const SITE_FOLDER: Actor = { kind: 'program', id: 'on-call', name: 'on-call.yaml' };

/**
 * Keeps the persons and teams of a site's file, which has been checked, at the very first start: only where
 * there are neither, and none of them was ever taken away. Answers how many were kept.
 */
export function keepFirstPeople(
  file: OnCallFile | undefined,
  records: Pick<Records, 'all' | 'put' | 'history'>,
  at: number,
): number {
  if (!file || records.all('person').length > 0 || records.all('team').length > 0) return 0;
  const first = [
    ...file.persons.map((value) => ({ kind: 'person' as const, id: value.id, value })),
    ...file.teams.map((value) => ({ kind: 'team' as const, id: value.id, value })),
  ];
  if (first.some(({ kind, id }) => records.history(kind, id, 1).length > 0)) return 0;
  for (const one of first) records.put({ ...one, value: jsonOf(one.value), by: SITE_FOLDER, at });
  return first.length;
}
