import type { Metrics } from '@fengsui/config/contract';

/** A sample as the core has judged it: new, and with a time that can be trusted. */
export interface StoredSample {
  device: string;
  boot: string;
  seq: number;
  /** When it was measured, ms UTC, corrected where the device's clock is wrong. */
  ts: number;
  /** Came as `hist`, after the fact. */
  late: boolean;
  m: Metrics;
}

/** How far the store has come in a journal: everything before `offset` is in the store. */
export interface JournalMark {
  journal: string;
  offset: number;
}

export interface PointsQuery {
  device: string;
  metric: string;
  /** ms UTC; `from` included, `to` not. */
  from: number;
  to: number;
  /**
   * With it: one point a step, the mean of the step's numbers (the last of its texts), at the
   * step's start, counted from `from`. Without it: the stored points as they are.
   */
  stepMs?: number;
  /** At most this many points; the oldest are given. */
  limit: number;
}

/** ms UTC and value; booleans are stored as 0 and 1, and `null` ("asked, no answer") is no point. */
export type SeriesPoint = [ts: number, value: number | string];

export interface Beat {
  ts: number;
  boot: string;
  seq: number;
}

export interface SeriesStore {
  readonly kind: string;
  /**
   * Makes a batch durable and remembers `mark` with it. Writing the same batch again changes
   * nothing. Rejects with SeriesUnavailable when nothing was written and trying again makes sense.
   * Resolves with the number of samples that the store refused for good (they are dropped).
   */
  write(samples: readonly StoredSample[], mark: JournalMark): Promise<{ refused: number }>;
  /** The offset of the last write for this journal; undefined for a journal it has not seen. */
  mark(journal: string): Promise<number | undefined>;
  /** Points in order of time, one per instant. */
  points(query: PointsQuery): Promise<SeriesPoint[]>;
  /** Which samples of a device are stored, whatever they held; in order of time. */
  beats(query: Omit<PointsQuery, 'metric' | 'stepMs'>): Promise<Beat[]>;
  /**
   * The spans in [from, to) longer than `longerThanMs` without any sample of the device, the edges
   * of the window counting as samples; at most `limit`, oldest first.
   */
  silences(
    query: Omit<PointsQuery, 'metric' | 'stepMs'> & { longerThanMs: number },
  ): Promise<[from: number, to: number][]>;
  /** Resolves when the store answers; rejects with SeriesUnavailable when it does not. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot be reached or cannot take data now: keep the data and try again. */
export class SeriesUnavailable extends Error {
  override name = 'SeriesUnavailable';
}
