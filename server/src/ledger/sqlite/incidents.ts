import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { IncidentQuery, Ledger } from '../port.ts';
import type { Connection } from './open-database.ts';

type Reads = Pick<Ledger, 'incidents' | 'incident' | 'timeline' | 'parts'>;

/** What can be asked about incidents, and what the core's parts kept. */
export function readIncidents(connection: Connection): Reads {
  const byId = connection.prepare('SELECT incident FROM incidents WHERE id = ?');
  const areas = connection.prepare('SELECT DISTINCT area FROM incidents');
  const newestFacts = connection.prepare(
    'SELECT fact FROM incident_facts WHERE incident = ? ORDER BY seq DESC LIMIT ?',
  );
  const parts = connection.prepare('SELECT name, kept FROM parts ORDER BY name');

  return {
    incidents(query) {
      const known = query.within && (areas.all() as { area: string }[]).map(({ area }) => area);
      const { where, values } = conditions(
        query,
        known?.filter((area) => query.within?.(area)),
      );
      const rows = connection
        .prepare(`SELECT incident FROM incidents ${where} ORDER BY opened_at DESC, id DESC LIMIT ?`)
        .all(...values, query.limit) as IncidentRow[];
      return rows.map(toIncident);
    },
    incident(id) {
      const row = byId.get(id) as IncidentRow | undefined;
      return row && toIncident(row);
    },
    timeline(id, limit) {
      const rows = newestFacts.all(id, limit) as { fact: string }[];
      return rows.reverse().map(({ fact }) => JSON.parse(fact) as IncidentFact);
    },
    parts() {
      const rows = parts.all() as { name: string; kept: string }[];
      return Object.fromEntries(rows.map(({ name, kept }) => [name, kept]));
    },
  };
}

interface IncidentRow {
  incident: string;
}

const toIncident = ({ incident }: IncidentRow): Incident => JSON.parse(incident) as Incident;

type Value = string | number;

/** A WHERE clause of those conditions that the query has, with the values for its question marks. */
function conditions({ states, type, from, to, after }: IncidentQuery, areas: readonly string[] | undefined) {
  const parts: [sql: string, ...values: Value[]][] = [];
  if (states) parts.push(oneOf('state', states));
  if (areas) parts.push(oneOf('area', areas));
  if (type !== undefined) parts.push(['type = ?', type]);
  if (from !== undefined) parts.push(['opened_at >= ?', from]);
  if (to !== undefined) parts.push(['opened_at < ?', to]);
  if (after) parts.push(['(opened_at, id) < (?, ?)', after.openedAt, after.id]);
  return {
    where: parts.length === 0 ? '' : `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`,
    values: parts.flatMap(([, ...values]) => values),
  };
}

const oneOf = (column: string, values: readonly string[]): [string, ...string[]] => [
  `${column} IN (${values.map(() => '?').join(', ')})`,
  ...values,
];
