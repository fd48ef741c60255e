import type { OutboxMessage } from '@fengsui/config/contract';
import type { CaseRecord, DeskFact, DeskLedger, DeskRows, MessageQuery } from '../desk/port.ts';
import { prepareInsert } from './insert.ts';
import type { Connection } from './open-database.ts';

/** Prepares what puts cases, their timelines and messages; the transaction is the caller's. */
export function createPutDesk(connection: Connection): (rows: Partial<DeskRows>) => void {
  const putCases = prepareInsert(
    connection,
    'INSERT INTO cases (id, team, area, opened_at, closed_at, state)',
    6,
    `ON CONFLICT (id) DO UPDATE SET team = excluded.team, area = excluded.area, opened_at = excluded.opened_at,
      closed_at = excluded.closed_at, state = excluded.state`,
  );
  const putFacts = prepareInsert(
    connection,
    'INSERT INTO desk_facts (incident, n, fact)',
    3,
    'ON CONFLICT (incident, n) DO NOTHING',
  );
  const putMessages = prepareInsert(
    connection,
    'INSERT INTO messages (id, person, state, at, message)',
    5,
    'ON CONFLICT (id) DO UPDATE SET state = excluded.state, message = excluded.message',
  );
  return ({ cases = [], deskFacts = [], messages = [] }) => {
    putCases(cases.map((one) => [one.id, one.team, one.area, one.openedAt, one.closedAt, one.state]));
    putFacts(deskFacts.map(({ n, fact }) => [fact.id, n, JSON.stringify(fact)]));
    putMessages(messages.map((one) => [one.id, one.person, one.state, one.at, JSON.stringify(one)]));
  };
}

/** The columns of a CaseRecord. */
export const CASE = `id, team, area, opened_at AS "openedAt", closed_at AS "closedAt", state`;

/** What can be asked about cases and messages. */
export function readDesk(connection: Connection): DeskLedger {
  const openCases = connection.prepare(`SELECT ${CASE} FROM cases WHERE closed_at IS NULL ORDER BY id`);
  const casesWithin = connection.prepare(
    `SELECT ${CASE} FROM cases WHERE opened_at < ? AND (closed_at IS NULL OR closed_at >= ?)
     ORDER BY opened_at, id LIMIT ?`,
  );
  const caseOf = connection.prepare(`SELECT ${CASE} FROM cases WHERE id = ?`);
  const handled = connection.prepare(
    'SELECT fact FROM desk_facts WHERE incident = ? ORDER BY n DESC LIMIT ?',
  );
  const message = connection.prepare('SELECT message FROM messages WHERE id = ?');
  return {
    openCases: () => openCases.all() as CaseRecord[],
    casesWithin: ({ from, to, limit }) => casesWithin.all(to, from, limit) as CaseRecord[],
    // One row by itself would come with what the library measured of it.
    caseOf: (id) => (caseOf.all(id) as CaseRecord[])[0],
    handled(id, limit) {
      const rows = handled.all(id, limit) as { fact: string }[];
      return rows.reverse().map(({ fact }) => JSON.parse(fact) as DeskFact['fact']);
    },
    message(id) {
      const row = message.get(id) as MessageRow | undefined;
      return row && toMessage(row);
    },
    messages(query) {
      const { where, values } = conditions(query);
      const sql = `SELECT message FROM messages ${where} ORDER BY at DESC, id DESC LIMIT ?`;
      return (connection.prepare(sql).all(...values, query.limit) as MessageRow[]).map(toMessage);
    },
  };
}

interface MessageRow {
  message: string;
}

const toMessage = ({ message }: MessageRow): OutboxMessage => JSON.parse(message) as OutboxMessage;

function conditions({ state, person, from, to }: MessageQuery) {
  const parts: [sql: string, value: string | number | undefined][] = [
    ['state = ?', state],
    ['person = ?', person],
    ['at >= ?', from],
    ['at < ?', to],
  ];
  const given = parts.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(({ sql }) => sql).join(' AND ')}`,
    values: given.map(({ value }) => value),
  };
}
