import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSettings } from '@fengsui/config/settings';
import {
  SERVER_ENV,
  ServerSettings as Schema,
  formatSettingsFaults,
  loadSettings,
} from '@fengsui/config/settings';
import { BrokerRefused } from '../broker/brief-session.ts';
import { lockData } from '../data-lock.ts';
import { openJournal } from '../journal/journal.ts';
import type { Ledger } from '../ledger/port.ts';
import { openSqliteLedger } from '../ledger/sqlite/index.ts';
import { NoBundle } from '../province/bundle.ts';
import { HandOverRefused } from '../province/hand-over.ts';
import { provinceFaults } from '../province/serving.ts';
import type { Environment } from './command.ts';

/** The settings of one of several servers, with what such a one must have. */
export type MemberSettings = ServerSettings & {
  name: string;
  counties: string[];
  mqtt: ServerSettings['mqtt'] & { url: string };
};

/** Says what is wrong and answers undefined where it cannot. */
export function readMemberSettings(
  file: string | undefined,
  environment: Environment,
): MemberSettings | undefined {
  const loaded = loadSettings({ schema: Schema, env: SERVER_ENV, file, environment });
  if (!loaded.ok) return refuseSettings(loaded.faults);
  const { settings } = loaded;
  if (settings.counties === undefined)
    return refuseSettings([
      { path: 'counties', message: 'is needed: a server that serves all counties has nobody to share with' },
    ]);
  const faults = provinceFaults(settings);
  if (faults.length > 0) return refuseSettings(faults);
  return settings as MemberSettings;
}

function refuseSettings(faults: Parameters<typeof formatSettingsFaults>[0]): undefined {
  process.stderr.write(`${formatSettingsFaults(faults)}\n`);
}

/** Works on the ledger of a server that is stopped; answers the exit code, 1 where that cannot be. */
export async function withStoppedServer(
  { data, journal }: MemberSettings,
  work: (ledger: Ledger) => Promise<string> | string,
): Promise<number> {
  const unlock = lockData(data);
  try {
    const ledger = openSqliteLedger(join(data, 'ledger.sqlite'));
    try {
      refuseUnlessClean(ledger, join(data, 'journal'), journal.maxBytes);
      process.stdout.write(`${await work(ledger)}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (![HandOverRefused, NoBundle, BrokerRefused].some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`fengsui: ${(error as Error).message}\n`);
    return 1;
  } finally {
    unlock();
  }
}

/** What has been acknowledged and decided must be in the ledger, all of it. */
function refuseUnlessClean(ledger: Ledger, folder: string, maxBytes: number): void {
  if (!existsSync(folder)) return;
  const journal = openJournal({ folder, maxBytes });
  const isClean = (ledger.offset(journal.id) ?? 0) >= journal.head();
  journal.close();
  if (!isClean)
    throw new HandOverRefused(
      'the server did not stop in order, and its journal holds what its ledger lacks: start it once and stop it again',
    );
}
