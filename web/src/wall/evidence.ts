import type { Json } from '@fengsui/config/contract';

export type EvidenceValue =
  | { kind: 'time'; at: number }
  | { kind: 'span'; ms: number }
  | { kind: 'number'; value: number }
  | { kind: 'truth'; value: boolean }
  | { kind: 'text'; text: string };

export interface EvidenceRow {
  /** The path inside the evidence, like `refutes.node`. */
  path: string;
  value: EvidenceValue;
}

/** More would be a table that nobody reads; the rest is in the answer of the API. */
const MAX_ROWS = 40;

/** The evidence as rows of a table; the words stand elsewhere. */
export function evidenceRows(because: Readonly<Record<string, Json>>): EvidenceRow[] {
  const { words: _, ...rest } = because;
  return flatten(rest, []).slice(0, MAX_ROWS);
}

function flatten(value: Json, path: readonly string[]): EvidenceRow[] {
  if (value === null) return [];
  if (Array.isArray(value)) return [{ path: path.join('.'), value: { kind: 'text', text: listText(value) } }];
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, [...path, key]));
  }
  return [{ path: path.join('.'), value: read(path.at(-1) ?? '', value) }];
}

/** So many of a list are named; how many more there are is said. */
const LISTED = 3;

function listText(list: readonly Json[]): string {
  const named = list.slice(0, LISTED).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const more = list.length - named.length;
  return [...named, ...(more > 0 ? [`… +${more}`] : [])].join(', ');
}

/** Names say what a number is: times end in `At` or are one of a few, spans end in `Ms`. */
const TIMES = new Set(['at', 'firstDue', 'until', 'since', 'overrunSince']);
/** Before 2001 a number is no time, whatever its name is. */
const EARLIEST = 1e12;

function read(name: string, value: string | number | boolean): EvidenceValue {
  if (typeof value === 'boolean') return { kind: 'truth', value };
  if (typeof value === 'string') return { kind: 'text', text: value };
  const isTime = (TIMES.has(name) || name.endsWith('At')) && value >= EARLIEST;
  if (isTime) return { kind: 'time', at: value };
  return name.endsWith('Ms') ? { kind: 'span', ms: value } : { kind: 'number', value };
}
