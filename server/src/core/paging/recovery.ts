import type { StageVerdict } from '@fengsui/config/contract';
import { callPerson } from './page.ts';
import { drop, park } from './parking.ts';
import { trace } from './stage.ts';
import { OF_RECOVERIES } from './stages.ts';
import type { Item, LiveTopic, Topic, Tray } from './state.ts';
import { takeOut } from './trays.ts';
import type { Notice, Work } from './work.ts';
import { tell } from './work.ts';

/** Whoever was told that it opened is told that it recovered, after it; nobody else is. */
export function recover(work: Work, topic: LiveTopic, notice: Notice): void {
  if (topic.parked?.calls.some(({ about }) => about !== 'recovered'))
    drop(work, topic, notice.at, { reason: 'recovered_before_anybody_was_called' });
  const { incident } = topic.subject;
  const audience = new Set([...topic.told.keys(), ...topic.waiting]);
  if (audience.size === 0) return tell(work, topic, notice, { because: { reason: 'nobody_was_told' } });
  const { verdicts, end } = trace(OF_RECOVERIES, { ...notice, incident, topic }, work.world);
  if (end) return park(work, topic, notice, { end, verdicts });
  topic.parked = null;
  for (const person of audience) {
    const tray = work.state.trays.get(person);
    if (tray) tellRecovered(work, topic, notice, { tray, verdicts });
  }
}

function tellRecovered(
  work: Work,
  topic: LiveTopic,
  notice: Notice,
  { tray, verdicts }: { tray: Tray; verdicts: StageVerdict[] },
): void {
  const pending = tray.items.get(topic.id);
  if (pending) return joinOpening(work, topic, notice, { tray, pending, verdicts });
  if (!callPerson(work, topic, notice, { person: tray.person, verdicts })) topic.told.delete(tray.person.id);
}

interface Opening {
  tray: Tray;
  pending: Item;
  verdicts: StageVerdict[];
}

/** What has not gone out yet goes out as opened and recovered. */
function joinOpening(work: Work, topic: Topic, notice: Notice, { tray, pending, verdicts }: Opening): void {
  pending.last = 'recovered';
  const isHeld = pending.until !== null;
  tell(work, topic, notice, {
    change: isHeld ? 'held' : 'decided',
    person: tray.person,
    message: isHeld ? null : (tray.next?.id ?? null),
    verdicts,
    because: {
      reason: 'joins_its_opening',
      ...(isHeld ? { until: pending.until } : { dueAt: tray.next?.dueAt ?? notice.at }),
    },
  });
}

/** It is open after all: a recovery that has not been told yet is not told. */
export function takeBackRecovery(work: Work, topic: Topic, at: number): void {
  const because = { reason: 'came_back_before_it_was_told' };
  if (topic.parked?.calls.some(({ about }) => about === 'recovered')) drop(work, topic, at, because);
  for (const person of [...topic.waiting]) {
    const tray = work.state.trays.get(person);
    const item = tray?.items.get(topic.id);
    if (!tray || item?.last !== 'recovered') continue;
    if (item.knew) takeOut(topic, tray);
    else item.last = 'reopened';
    const { step, stepName } = item;
    tell(work, topic, { at, about: 'recovered', step, stepName }, { person: tray.person, because });
  }
}
