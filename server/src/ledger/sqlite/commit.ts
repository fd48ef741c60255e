import type { Checkpoint } from '../port.ts';
import { createPutDesk } from './desk.ts';
import { prepareInsert } from './insert.ts';
import type { Connection } from './open-database.ts';

/** Prepares everything that a checkpoint writes; the transaction is the caller's. */
export function createCommit(connection: Connection): (checkpoint: Checkpoint) => void {
  const putWorld = createPutWorld(connection);
  const putIncidents = createPutIncidents(connection);
  const putDesk = createPutDesk(connection);
  const putMark = prepareInsert(
    connection,
    'INSERT INTO marks (journal, journal_offset)',
    2,
    'ON CONFLICT (journal) DO UPDATE SET journal_offset = excluded.journal_offset',
  );
  return (checkpoint) => {
    putWorld(checkpoint);
    putIncidents(checkpoint);
    putDesk(checkpoint);
    putMark([[checkpoint.journal, checkpoint.offset]]);
  };
}

type World = Pick<Checkpoint, 'devices' | 'transitions' | 'parts'>;
type Incidents = Pick<Checkpoint, 'incidents' | 'incidentFacts'>;

/** Prepares what puts devices, their transitions and the core's parts; the transaction is the caller's. */
export function createPutWorld(connection: Connection): (world: World) => void {
  const putDevices = prepareInsert(
    connection,
    'INSERT INTO devices (id, state)',
    2,
    'ON CONFLICT (id) DO UPDATE SET state = excluded.state',
  );
  const putTransitions = prepareInsert(
    connection,
    'INSERT INTO transitions (device, at, from_state, to_state, because)',
    5,
    'ON CONFLICT (device, at, to_state) DO NOTHING',
  );
  const putParts = prepareInsert(
    connection,
    'INSERT INTO parts (name, kept)',
    2,
    'ON CONFLICT (name) DO UPDATE SET kept = excluded.kept',
  );
  return ({ devices, transitions, parts = {} }) => {
    putDevices(devices.map(({ id, state }) => [id, state]));
    putTransitions(transitions.map(({ device, at, from, to, because }) => [device, at, from, to, because]));
    putParts(Object.entries(parts));
  };
}

/** Prepares what puts incidents and lines of their timelines; the transaction is the caller's. */
export function createPutIncidents(connection: Connection): (changed: Incidents) => void {
  const putIncidents = prepareInsert(
    connection,
    'INSERT INTO incidents (id, state, type, area, opened_at, closed_at, incident)',
    7,
    `ON CONFLICT (id) DO UPDATE SET state = excluded.state, type = excluded.type, area = excluded.area,
      opened_at = excluded.opened_at, closed_at = excluded.closed_at, incident = excluded.incident`,
  );
  const putFacts = prepareInsert(
    connection,
    'INSERT INTO incident_facts (incident, at, change, fact)',
    4,
    'ON CONFLICT (incident, at, change) DO NOTHING',
  );
  return ({ incidents = [], incidentFacts = [] }) => {
    putIncidents(
      incidents.map((one) => [
        one.id,
        one.state,
        one.type,
        one.area,
        one.openedAt,
        one.closedAt,
        JSON.stringify(one),
      ]),
    );
    putFacts(incidentFacts.map((fact) => [fact.id, fact.at, fact.change, JSON.stringify(fact)]));
  };
}
