import { setImmediate } from 'node:timers/promises';
import type { LevelAt } from '@fengsui/config/contract';
import { MAX_TIMELINE } from '@fengsui/config/contract';
import { alarmRows, incidentRow } from '../core/alarm-quality/rows-of.ts';
import type { IncidentRow, QualityRows } from '../core/alarm-quality/row.ts';
import type { Priority } from '@fengsui/config/contract';
import { priorityOf } from '../core/level/effects.ts';
import type { Ledger } from '../ledger/port.ts';
import type { Regions } from '../regions/regions.ts';
import { HttpProblem } from './problem.ts';

interface RowParts {
  ledger: Pick<Ledger, 'casesWithin' | 'handled' | 'incident' | 'timeline' | 'messages'>;
  regions: Pick<Regions, 'contains'>;
  levelAt(area: string, at: number): LevelAt | undefined;
  /** Whoever may be called; those without alarms count as well. */
  operators(): readonly string[];
}

const MOST = 20_000;
/** Between them, others have their turn. */
const AT_ONCE = 200;
/** A message may have waited before it was sent. */
const WAITED_MS = 24 * 3_600_000;

/** Reads what the report on alarms is counted from. What lies nowhere is the platform's own, and everybody's. */
export function qualityRowsOf({ ledger, regions, levelAt, operators }: RowParts) {
  async function incidentsIn({ from, to, region }: Wanted): Promise<Map<string, IncidentRow>> {
    const cases = ledger.casesWithin({ from, to, limit: MOST + 1 });
    if (cases.length > MOST) throw tooMany('incidents');
    const rows = new Map<string, IncidentRow>();
    for (const [i, { id, area }] of cases.entries()) {
      if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
      const incident = area === '' || regions.contains(region, area) ? ledger.incident(id) : undefined;
      if (incident)
        rows.set(
          id,
          incidentRow(incident, ledger.timeline(id, MAX_TIMELINE), ledger.handled(id, MAX_TIMELINE)),
        );
    }
    return rows;
  }

  /** As it stands now; nothing is kept of how grave it was before. */
  function priorityAt(id: string, at: number): Priority | undefined {
    const incident = ledger.incident(id);
    if (!incident) return undefined;
    const { type, severity, affected, area } = incident;
    return priorityOf({ type, severity, homes: affected.homes }, levelAt(area, at)).priority;
  }

  return async (wanted: Wanted): Promise<QualityRows> => {
    const incidents = await incidentsIn(wanted);
    const { from, to } = wanted;
    const messages = ledger.messages({ from: from - WAITED_MS, to, limit: MOST + 1 });
    if (messages.length > MOST) throw tooMany('messages');
    const own = messages.filter((message) => message.incidents.some((id) => incidents.has(id)));
    const known = new Map<string, Priority | undefined>();
    const priority = (id: string, at: number): Priority | undefined => {
      if (!known.has(id)) known.set(id, priorityAt(id, at));
      return known.get(id);
    };
    const alarms = alarmRows(own, priority);
    return {
      incidents: [...incidents.values()],
      alarms: alarms.filter(({ at }) => at >= from),
      operators: operators(),
    };
  };
}

interface Wanted {
  from: number;
  to: number;
  region: string;
}

const tooMany = (what: string): HttpProblem =>
  new HttpProblem(400, `There are more than ${MOST} ${what} in this time; ask for a shorter one.`);
