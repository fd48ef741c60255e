import { createAgenda } from './agenda.ts';
import { keepState, restoreState } from './kept.ts';
import type { Call, Pager, PagerOutcome, PagingWorld } from './model.ts';
import { page } from './page.ts';
import { recover, takeBackRecovery } from './recovery.ts';
import { isStill, release } from './release.ts';
import { settle } from './settle.ts';
import { emptyState, rest } from './state.ts';
import { fillAgenda, sweep } from './sweep.ts';
import { topicOf } from './topics.ts';
import type { Work } from './work.ts';

const nothing = (): PagerOutcome => ({ facts: [], messages: [], unreached: [] });

export function createPager(world: PagingWorld): Pager {
  const work: Work = { state: emptyState(), world, agenda: createAgenda(), out: nothing() };
  return {
    call: (call) => at(work, call.at, (now) => take(work, { ...call, at: now })),
    settled: (id, time, because) =>
      at(work, time, (now) => {
        const topic = work.state.topics.get(id);
        if (topic) settle(work, topic, now, because);
      }),
    gaveUp: (message, time) => at(work, time, () => forgetTold(work, message)),
    advance: (time) => at(work, time, () => undefined),
    nextWakeAt: () => nextWakeAt(work),
    keep: () => keepState(work.state),
    restore(kept) {
      work.state = restoreState(kept);
      work.agenda.clear();
      fillAgenda(work.agenda, work.state);
    },
  };
}

/** What is due by a time comes before what happens then, and what has become due by it comes after. */
function at(work: Work, time: number, act: (now: number) => void): PagerOutcome {
  work.out = nothing();
  const now = Math.max(time, work.state.now);
  catchUp(work, now);
  act(now);
  catchUp(work, now);
  sweep(work, now);
  return work.out;
}

function catchUp(work: Work, now: number): void {
  for (let due = work.agenda.first(); due && due.at <= now; due = work.agenda.first()) {
    work.agenda.shift();
    release(work, due);
  }
  work.state.now = now;
}

function take(work: Work, call: Call): void {
  const topic = topicOf(work, call);
  const { at: now, about, step, stepName } = call;
  const notice = { at: now, about, step, stepName };
  if (about === 'recovered') recover(work, topic, notice);
  else {
    takeBackRecovery(work, topic, now);
    page(work, topic, notice, call.persons);
  }
  rest(topic);
}

function forgetTold({ state }: Work, { about, person, incidents }: Parameters<Pager['gaveUp']>[0]): void {
  if (about === 'recovered') return;
  for (const id of incidents) state.topics.get(id)?.told.delete(person);
}

function nextWakeAt(work: Work): number | undefined {
  for (let due = work.agenda.first(); due; due = work.agenda.first()) {
    if (isStill(work, due)) return due.at;
    work.agenda.shift();
  }
  return undefined;
}
