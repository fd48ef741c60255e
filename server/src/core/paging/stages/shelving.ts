import type { Incident, Shelf } from '@fengsui/config/contract';
import { LOOK_AGAIN_MS } from '../look-again.ts';
import type { PagingWorld } from '../model.ts';
import type { IncidentInput } from '../stage.ts';
import { stage } from '../stage.ts';

/** Somebody has put it aside for a while, with a reason; looked at again when that ends. */
export const shelving = stage<IncidentInput, 'not_shelved' | 'shelved'>({
  name: 'shelving',
  judge({ at, incident }, world) {
    const shelf = world.shelves(at).find((one) => covers(one, incident, world));
    if (!shelf) return { verdict: 'pass', because: { reason: 'not_shelved' } };
    const { id, until, why, by } = shelf;
    return {
      verdict: 'stop',
      because: { reason: 'shelved', shelf: id, until, why, by: by.name },
      until: Math.min(until, at + LOOK_AGAIN_MS),
    };
  },
  reasons: {
    not_shelved: () => ({ zh: '没有被搁置', en: 'nobody has shelved it' }),
    shelved: ({ until, why, by }, time) => ({
      zh: `${String(by)} 已搁置至 ${time(Number(until))}：${String(why)}`,
      en: `shelved by ${String(by)} until ${time(Number(until))}: ${String(why)}`,
    }),
  },
});

function covers({ what }: Shelf, incident: Incident, { matches }: PagingWorld): boolean {
  return 'incident' in what ? what.incident === incident.id : matches(what.match, incident);
}
