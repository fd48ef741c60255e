import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { CountyLedger, CountyRows, HandOver } from '../county/port.ts';
import type { DeviceRecord, LinkTransition } from '../port.ts';
import type { CaseRecord, DeskFact } from '../desk/port.ts';
import { createPutIncidents, createPutWorld } from './commit.ts';
import { CASE, createPutDesk } from './desk.ts';
import type { Connection } from './open-database.ts';
import { inTransaction } from './open-database.ts';

/** A state is the core's own text; it may be anything. */
const COUNTY = "CASE WHEN json_valid(state) THEN json_extract(state, '$.county') END";
const DEVICES = `SELECT id FROM devices WHERE ${COUNTY} = ?`;
const INCIDENTS = 'SELECT id FROM incidents WHERE substr(area, 1, 6) = ?';

/** Rows that hang on others go before them. */
const DELETES = [
  `DELETE FROM desk_facts WHERE incident IN (${INCIDENTS})`,
  `DELETE FROM cases WHERE id IN (${INCIDENTS})`,
  `DELETE FROM incident_facts WHERE incident IN (${INCIDENTS})`,
  'DELETE FROM incidents WHERE substr(area, 1, 6) = ?',
  `DELETE FROM transitions WHERE device IN (${DEVICES})`,
  `DELETE FROM devices WHERE ${COUNTY} = ?`,
];

/** @param open throws where the ledger was closed */
export function createCounties(connection: Connection, open: () => void): CountyLedger {
  const read = createReads(connection);
  const write = createWrites(connection);
  const putWorld = createPutWorld(connection);
  const putIncidents = createPutIncidents(connection);
  const putDesk = createPutDesk(connection);

  return {
    counties() {
      open();
      return read.counties();
    },
    county(code) {
      open();
      return read.county(code);
    },
    handOvers() {
      open();
      return read.handOvers();
    },
    bundle(id) {
      open();
      return read.bundle(id);
    },
    noteHandOver(step) {
      open();
      inTransaction(connection, () => write.note(step, null));
    },
    takeOut(step, bundle, parts) {
      open();
      inTransaction(connection, () => {
        write.remove(step.county);
        putWorld({ devices: [], transitions: [], parts });
        write.note(step, bundle);
      });
    },
    putIn(step, { devices, transitions, incidents, incidentFacts, cases, deskFacts }, parts) {
      open();
      inTransaction(connection, () => {
        putWorld({ devices, transitions, parts });
        putIncidents({ incidents, incidentFacts });
        putDesk({ cases, deskFacts });
        write.letGo(step.county);
        write.note(step, null);
      });
    },
  };
}

type Reads = Pick<CountyLedger, 'counties' | 'county' | 'handOvers' | 'bundle'>;

function createReads(connection: Connection): Reads {
  const counts = connection.prepare(
    `SELECT county, count(*) AS devices FROM (SELECT ${COUNTY} AS county FROM devices)
     WHERE county IS NOT NULL GROUP BY county ORDER BY county`,
  );
  const devices = connection.prepare(`SELECT id, state FROM devices WHERE ${COUNTY} = ? ORDER BY id`);
  const transitions = connection.prepare(
    `SELECT device, at, from_state AS "from", to_state AS "to", because FROM transitions
     WHERE device IN (${DEVICES}) ORDER BY id`,
  );
  const incidents = connection.prepare(
    'SELECT incident FROM incidents WHERE substr(area, 1, 6) = ? ORDER BY id',
  );
  const facts = connection.prepare(
    `SELECT fact FROM incident_facts WHERE incident IN (${INCIDENTS}) ORDER BY seq`,
  );
  const cases = connection.prepare(`SELECT ${CASE} FROM cases WHERE id IN (${INCIDENTS}) ORDER BY id`);
  const deskFacts = connection.prepare(
    `SELECT n, fact FROM desk_facts WHERE incident IN (${INCIDENTS}) ORDER BY incident, n`,
  );
  const steps = connection.prepare('SELECT county, state, bundle, peer, at FROM hand_overs ORDER BY seq');
  const content = connection.prepare(
    'SELECT content FROM hand_overs WHERE bundle = ? AND content IS NOT NULL',
  );
  return {
    counties() {
      const rows = counts.all() as { county: string; devices: number }[];
      return Object.fromEntries(rows.map((row) => [row.county, row.devices]));
    },
    county: (code): CountyRows => ({
      devices: devices.all(code) as DeviceRecord[],
      transitions: transitions.all(code) as LinkTransition[],
      incidents: texts(incidents.all(code), 'incident') as Incident[],
      incidentFacts: texts(facts.all(code), 'fact') as IncidentFact[],
      cases: cases.all(code) as CaseRecord[],
      deskFacts: (deskFacts.all(code) as { n: number; fact: string }[]).map(toDeskFact),
    }),
    handOvers: () => steps.all() as HandOver[],
    bundle: (id) => (content.get(id) as { content: Uint8Array } | undefined)?.content,
  };
}

const toDeskFact = ({ n, fact }: { n: number; fact: string }): DeskFact => ({
  n,
  fact: JSON.parse(fact) as DeskFact['fact'],
});

function texts(rows: unknown[], column: string): unknown[] {
  return (rows as Record<string, string>[]).map((row) => JSON.parse(row[column] ?? 'null') as unknown);
}

function createWrites(connection: Connection) {
  const deletes = DELETES.map((sql) => connection.prepare(sql));
  const insert = connection.prepare(
    'INSERT INTO hand_overs (county, state, bundle, peer, at, content) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const empty = connection.prepare('UPDATE hand_overs SET content = NULL WHERE county = ?');
  return {
    remove: (county: string): void => deletes.forEach((each) => each.run(county)),
    note({ county, state, bundle, peer, at }: HandOver, content: Uint8Array | null): void {
      insert.run(county, state, bundle, peer, at, content && Buffer.from(content));
    },
    letGo: (county: string): void => void empty.run(county),
  };
}
