import type { Metrics } from '@fengsui/config/contract';

interface Identity {
  boot: string;
  seq: number;
  ts: number;
}

export interface SampleEntry extends Identity {
  m: Metrics;
}

export interface EventEntry extends Identity {
  type: string;
  data: Record<string, unknown>;
}

/** A birth takes a number of the sequence; it is kept so that the number can be accounted for. */
export interface BirthEntry extends Identity {
  birth: true;
}

/** What a device measured or told, under the number it goes by: (boot, seq). */
export type Entry = SampleEntry | EventEntry | BirthEntry;

/** Which life the entries after it belong to, and when, by both clocks, this was written. */
export interface Life {
  boot: string;
  /** The machine's own start; a life never outlasts it. */
  machine: string;
  /** Seconds since the machine was started. */
  up: number;
  ts: number;
  /** The number that the next entry will take. */
  next: number;
  fw?: string | undefined;
}

/** Everything up to this entry was acknowledged; `dropped` counts those lost before they could be. */
export interface Mark {
  boot: string;
  seq: number;
}

/** One line of the spool. */
export type SpoolRecord =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'life'; life: Life }
  | { kind: 'mark'; mark: Mark | undefined; dropped: number }
  | { kind: 'closed'; life: Life };

/** As it is written: an entry stands as itself, for there are many and each byte counts. */
export function toJson(record: SpoolRecord): unknown {
  switch (record.kind) {
    case 'entry':
      return record.entry;
    case 'life':
      return { life: record.life };
    case 'mark':
      return { mark: record.mark ?? null, dropped: record.dropped };
    case 'closed':
      return { closed: record.life };
  }
}

/** The checksum vouches for the content: what is looked at here is only which kind it is. */
export function fromJson(value: unknown): SpoolRecord | undefined {
  if (!isObject(value)) return undefined;
  if (isEntry(value)) return { kind: 'entry', entry: value };
  if (isLife(value['life'])) return { kind: 'life', life: value['life'] };
  if (isLife(value['closed'])) return { kind: 'closed', life: value['closed'] };
  if (typeof value['dropped'] !== 'number') return undefined;
  const mark = isMark(value['mark']) ? value['mark'] : undefined;
  return { kind: 'mark', mark, dropped: value['dropped'] };
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

function isMark(value: unknown): value is Mark {
  return isObject(value) && typeof value['boot'] === 'string' && Number.isSafeInteger(value['seq']);
}

function isEntry(value: object): value is Entry {
  if (!isMark(value)) return false;
  const { ts, m, type, birth } = value as Partial<AnyEntry>;
  return Number.isSafeInteger(ts) && (isObject(m) || typeof type === 'string' || birth === true);
}

type AnyEntry = SampleEntry & EventEntry & BirthEntry;

function isLife(value: unknown): value is Life {
  if (!isObject(value)) return false;
  const { boot, machine, up, ts, next } = value as Partial<Life>;
  return (
    typeof boot === 'string' && typeof machine === 'string' && [up, ts, next].every((n) => Number.isFinite(n))
  );
}
