import { join } from 'node:path';
import type { Case } from '../../src/core/handling/case.ts';
import type { DeskFact } from '../../src/ledger/desk/port.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/index.ts';
import { until } from '../until.ts';
import type { KeptPages } from './account-pages.ts';
import type { Acting, Deed } from './acting.ts';
import { startActing } from './acting.ts';
import type { Dice } from './dice.ts';
import { setUpPeople } from './duty-people.ts';
import { COUNTY } from './kill-site.ts';
import type { Delivery, Receiver } from './receiver.ts';
import { startReceiver } from './receiver.ts';

/** What people were told and did, to be judged. */
export interface PagesOutcome extends KeptPages {
  deliveries: readonly Delivery[];
  deeds: readonly Deed[];
}

export interface Paging {
  /** People do things from now on. @param devices of which they may say something */
  act(incidents: () => readonly string[], devices: readonly string[]): void;
  /** People do nothing any more. */
  rest(): Promise<void>;
  /** From now on everything is taken; resolves when nothing waits whose time has come. */
  settle(data: string, say: (line: string) => void): Promise<void>;
  /** What there is in the ledger's file once the server has ended. */
  outcome(data: string, endedAt: number): PagesOutcome;
  stop(): Promise<void>;
}

const MANY = 1_000_000;
const SETTLED_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/** People with one way to reach them, and whoever stands at its other end. */
export async function beginPaging(base: string, dice: Dice): Promise<Paging> {
  const receiver: Receiver = await startReceiver(dice.fork(1));
  const persons = await setUpPeople(base, receiver.url);
  let acting: Acting | undefined;

  return {
    act(incidents, devices) {
      acting = startActing({ base, persons, incidents, devices, dice: dice.fork(2) });
    },
    rest: async () => acting?.stop(),
    async settle(data, say) {
      const since = Date.now();
      receiver.behave();
      await until('every message to be sent', async () => isSent(data), SETTLED_WITHIN_MS).catch(
        (error: unknown) => say(String(error)),
      );
      say(`messages settled after ${Date.now() - since} ms`);
    },
    outcome: (data, endedAt) => ({
      ...keptPages(data, endedAt),
      deliveries: receiver.deliveries,
      deeds: acting?.deeds ?? [],
    }),
    async stop() {
      await acting?.stop();
      await receiver.stop();
    },
  };
}

/** In numbers, for whoever reads the output. */
export function pageFigures({ messages, deliveries, deeds }: PagesOutcome): Record<string, unknown> {
  const about = messages.map((message) => `${message.about} ${message.state}`);
  return {
    messages: countOf(about),
    deliveries: countOf(deliveries.map(({ treatment }) => treatment)),
    deeds: countOf(deeds.map(({ act, status }) => `${act} ${status ?? 'lost'}`)),
  };
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Another one may look into the ledger while the server has it. */
async function isSent(data: string): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  const ledger = openSqliteLedger(join(data, 'ledger.sqlite'));
  try {
    return ledger.messages({ state: 'waiting', limit: 1 }).length === 0;
  } finally {
    ledger.close();
  }
}

function keptPages(data: string, endedAt: number): KeptPages {
  const ledger = openSqliteLedger(join(data, 'ledger.sqlite'));
  try {
    const numbered = linesById(ledger.county(COUNTY).deskFacts);
    const cases = ledger.incidents({ limit: MANY }).map((incident) => {
      const { id } = incident;
      const record = ledger.caseOf(id);
      // Of the platform's own incidents, which lie in no county, the order is known and the numbers are not.
      const inOrder = () => ledger.handled(id, MANY).map((fact, i) => ({ n: i + 1, fact }));
      const lines = numbered.get(id) ?? inOrder();
      return { incident, said: record && (JSON.parse(record.state) as Case).lines, lines };
    });
    return { cases, messages: ledger.messages({ limit: MANY }), endedAt };
  } finally {
    ledger.close();
  }
}

function linesById(lines: readonly DeskFact[]): Map<string, DeskFact[]> {
  const byId = new Map<string, DeskFact[]>();
  for (const line of lines) byId.set(line.fact.id, [...(byId.get(line.fact.id) ?? []), line]);
  return byId;
}
