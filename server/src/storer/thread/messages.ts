import type { ServerSettings } from '@fengsui/config/settings';
import type { JournalPlace } from '../../journal/reader.ts';
import type { SeriesSettings } from '../open-series.ts';
import type { SeriesReader } from '../storer.ts';
import type { StoringState } from '../feeder.ts';

/** What the storing thread is given to begin with. */
export interface ThreadData {
  settings: SeriesSettings & Pick<ServerSettings, 'log'>;
  journal: JournalPlace;
}

/** What can be asked across threads: calls whose arguments and answers are plain data. */
export type Question = Exclude<keyof SeriesReader, 'kind'>;

export type ToThread =
  { kind: 'ask'; id: number; question: Question; args: readonly unknown[] } | { kind: 'stop' };

export type FromThread =
  | { kind: 'open'; store: string }
  | { kind: 'unusable'; message: string }
  | { kind: 'state'; state: StoringState }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string };
