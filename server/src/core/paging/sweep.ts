import { isQuietLately } from './allowance.ts';
import type { Agenda } from './agenda.ts';
import type { PagerState, Topic } from './state.ts';
import type { Work } from './work.ts';

const EVERY_MS = 10 * 60_000;
/** As long as somebody was told that it is open, it is asked about after this. */
const OLD_MS = 60 * 60_000;
/** How long the turns of one that nobody waits for still say whether it chatters. */
const TURNS_MS = 60_000;

/** Forgets what nobody waits for any more; what it forgets changes no decision. */
export function sweep(work: Work, at: number): void {
  const { state } = work;
  if (at - state.sweptAt < EVERY_MS) return;
  state.sweptAt = at;
  for (const [id, topic] of state.topics) if (isSpent(work, topic, at)) state.topics.delete(id);
  sweepTrays(state, at);
  work.agenda.clear();
  fillAgenda(work.agenda, state);
}

function isSpent({ world }: Work, { id, told, waiting, parked, at: last }: Topic, at: number): boolean {
  if (waiting.size > 0 || parked) return false;
  if (told.size === 0) return at - last > TURNS_MS;
  if (at - last < OLD_MS) return false;
  const state = world.incident(id)?.state;
  return state === undefined || state === 'closed' || state === 'merged';
}

function sweepTrays({ topics, trays }: PagerState, at: number): void {
  const wanted = new Set([...topics.values()].flatMap(({ told }) => [...told.keys()]));
  for (const [id, { items, sent, alarms }] of trays) {
    const isIdle = items.size === 0 && isQuietLately(sent, at) && isQuietLately(alarms, at);
    if (isIdle && !wanted.has(id)) trays.delete(id);
  }
}

/** Everything that the state waits for. */
export function fillAgenda(agenda: Agenda, { topics, trays }: PagerState): void {
  for (const [id, { parked }] of topics)
    if (parked) agenda.add({ at: parked.until, kind: 'parked', id, person: '' });
  for (const [person, { next, items }] of trays) {
    if (next) agenda.add({ at: next.dueAt, kind: 'tray', id: person, person: '' });
    for (const [id, { until }] of items)
      if (until !== null) agenda.add({ at: until, kind: 'held', id, person });
  }
}
