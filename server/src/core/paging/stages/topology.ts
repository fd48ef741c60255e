import { LOOK_AGAIN_MS } from '../look-again.ts';
import type { IncidentInput } from '../stage.ts';
import { stage } from '../stage.ts';

/** One upstream failure, one page. What is still wrong when that is over is called then. */
export const topology = stage<IncidentInput, 'stands_alone' | 'explained_by'>({
  name: 'topology',
  judge({ at, incident }, { ancestorIncident }) {
    const bigger = ancestorIncident(incident);
    if (!bigger) return { verdict: 'pass', because: { reason: 'stands_alone' } };
    return {
      verdict: 'stop',
      because: { reason: 'explained_by', incident: bigger.id, scope: bigger.scope },
      until: at + LOOK_AGAIN_MS,
    };
  },
  reasons: {
    stands_alone: () => ({ zh: '上级没有能解释它的未结事件', en: 'no open incident above it explains it' }),
    explained_by: ({ incident }) => ({
      zh: `由更大的事件 ${String(incident)} 解释`,
      en: `the bigger incident ${String(incident)} explains it`,
    }),
  },
});
