import type { Json } from '@fengsui/config/contract';
import { drop } from './parking.ts';
import type { Topic } from './state.ts';
import { rest } from './state.ts';
import { takeOut } from './trays.ts';
import type { Work } from './work.ts';
import { tell } from './work.ts';

/**
 * Takes out what is pending about an incident, and says why. A recovery stays: whoever waits for it is
 * told, as is whoever sleeps while something opens and recovers.
 */
export function settle(work: Work, topic: Topic, at: number, because: Readonly<Record<string, Json>>): void {
  if (topic.parked?.calls.some(({ about }) => about !== 'recovered')) drop(work, topic, at, { ...because });
  for (const person of [...topic.waiting]) {
    const tray = work.state.trays.get(person);
    const item = tray?.items.get(topic.id);
    if (!tray || !item || item.last === 'recovered') continue;
    takeOut(topic, tray);
    const notice = { at, about: item.last, step: item.step, stepName: item.stepName };
    tell(work, topic, notice, { person: tray.person, because: { ...because } });
  }
  rest(topic);
}
