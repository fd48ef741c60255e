import { join } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Clock } from './clock.ts';
import { lockData } from './data-lock.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/journal.ts';
import { keepSynced } from './journal/keep-synced.ts';
import type { Ledger } from './ledger/port.ts';
import { openSqliteLedger } from './ledger/sqlite/index.ts';
import { StartupError } from './listen.ts';
import type { Logger } from './observe/logger.ts';
import { whyNotServe } from './province/held.ts';
import type { Site } from './site/model.ts';

export interface KeptParts {
  settings: ServerSettings;
  /** All of the site's, those of other servers too. */
  divisions: Site['divisions'];
  clock: Clock;
  log: Logger;
  onStop(name: string, stop: () => void | Promise<void>): void;
}

/** What lies in the data folder, which is this process's alone from now on. Throws StartupError, LedgerUnusable. */
export function openKept({ settings, divisions, clock, log, onStop }: KeptParts): {
  ledger: Ledger;
  ledgerFile: string;
  journal: Journal;
} {
  onStop('data lock', lockData(settings.data));
  const ledgerFile = join(settings.data, 'ledger.sqlite');
  const ledger = openSqliteLedger(ledgerFile);
  onStop('ledger', () => ledger.close());
  const objection = whyNotServe(ledger, settings.counties, divisions);
  if (objection !== undefined) throw new StartupError(objection);
  const journal = openJournal({ folder: join(settings.data, 'journal'), ...settings.journal });
  onStop('journal', () => journal.close());
  onStop('journal sync', keepSynced(journal, clock, log));
  return { ledger, ledgerFile, journal };
}
