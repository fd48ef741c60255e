import type { Json } from '@fengsui/config/contract';
import type { Item, PagerState, Topic, Tray } from './state.ts';

type KeptTray = Omit<Tray, 'items'> & { items: [string, Item][] };
type KeptTopic = Omit<Topic, 'told' | 'waiting'> & {
  told: [string, { severity: Item['severity']; message: string }][];
  waiting: string[];
};

interface Kept extends Omit<PagerState, 'topics' | 'trays'> {
  topics: [string, KeptTopic][];
  trays: [string, KeptTray][];
}

/** As plain data that shares nothing with the state, in the same order. */
export function keepState({ topics, trays, count, now, sweptAt }: PagerState): Json {
  const kept: Kept = {
    count,
    now,
    sweptAt,
    topics: [...topics].map(([id, topic]) => [
      id,
      { ...topic, turns: [...topic.turns], told: [...topic.told], waiting: [...topic.waiting] },
    ]),
    trays: [...trays].map(([id, tray]) => [
      id,
      {
        ...tray,
        sent: [...tray.sent],
        alarms: [...tray.alarms],
        items: [...tray.items].map(([incident, item]) => [incident, { ...item }]),
      },
    ]),
  };
  return kept as unknown as Json;
}

export function restoreState(json: Json): PagerState {
  const { topics, trays, count, now, sweptAt } = structuredCopy(json);
  return {
    count,
    now,
    sweptAt,
    topics: new Map(
      topics.map(([id, topic]) => [
        id,
        { ...topic, told: new Map(topic.told), waiting: new Set(topic.waiting) },
      ]),
    ),
    trays: new Map(trays.map(([id, tray]) => [id, { ...tray, items: new Map(tray.items) }])),
  };
}

/** What was kept stays as it was, whatever becomes of the state. */
function structuredCopy(json: Json): Kept {
  return JSON.parse(JSON.stringify(json)) as Kept;
}
