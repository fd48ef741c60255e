import type { IncidentInput } from '../stage.ts';
import { stage } from '../stage.ts';
import { severityWords } from '../text/terms.ts';
import { plannedUntil } from './maintenance.ts';

/** What is only there to be looked up calls nobody. */
export const severity = stage<IncidentInput, 'grave_enough' | 'left_to_maintenance' | 'info_is_never_paged'>({
  name: 'severity',
  judge({ at, incident }) {
    const data = { severity: incident.severity };
    if (incident.severity !== 'info')
      return { verdict: 'pass', because: { reason: 'grave_enough', ...data } };
    return plannedUntil(incident, at) === undefined
      ? { verdict: 'stop', because: { reason: 'info_is_never_paged', ...data } }
      : { verdict: 'pass', because: { reason: 'left_to_maintenance', ...data } };
  },
  reasons: {
    grave_enough: ({ severity: is }) => ({
      zh: `${severityWords(is).zh}级，需要呼叫`,
      en: `${severityWords(is).en.toLowerCase()}: somebody is called`,
    }),
    left_to_maintenance: () => ({
      zh: '因计划作业降为提示级',
      en: 'it is info only because of planned work',
    }),
    info_is_never_paged: () => ({ zh: '提示级事件不呼叫任何人', en: 'nobody is called for severity info' }),
  },
});
