import type { Incident } from '@fengsui/config/contract';
import type { IncidentInput } from '../stage.ts';
import { stage } from '../stage.ts';

/** Planned work is quiet until its end; what goes on after it is called for as an overrun. */
export const maintenance = stage<IncidentInput, 'not_planned' | 'planned_work'>({
  name: 'maintenance',
  judge({ at, incident }) {
    const until = plannedUntil(incident, at);
    if (until === undefined) return { verdict: 'pass', because: { reason: 'not_planned' } };
    const { maintenance: planned = null } = incident.because;
    return { verdict: 'stop', because: { reason: 'planned_work', planned, until }, until };
  },
  reasons: {
    not_planned: () => ({ zh: '不在计划作业内', en: 'no planned work covers it' }),
    planned_work: ({ until }, time) => ({
      zh: `计划作业期间，至 ${time(Number(until))}`,
      en: `planned work until ${time(Number(until))}`,
    }),
  },
});

/** The end of the planned window that keeps it quiet now, ms UTC. */
export function plannedUntil({ because }: Incident, at: number): number | undefined {
  const planned = because['maintenance'];
  if (typeof planned !== 'object' || planned === null || Array.isArray(planned)) return undefined;
  const { until } = planned;
  return typeof until === 'number' && until > at ? until : undefined;
}
