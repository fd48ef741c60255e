import type { OutboxMessage } from '@fengsui/config/contract';

/** `skip`: its time has not come, others may go before it; `wait`: its turn has come, and nobody passes it. */
export type Standing = 'ready' | 'wait' | 'skip';

interface Lane {
  /** In order of `at`; of one instant, in the order in which they came. */
  messages: OutboxMessage[];
  underWay: boolean;
}

/** What waits, person by person: a person's messages go one after the other, those of different persons at once. */
export interface Lanes {
  /** False where it is known already. */
  add(message: OutboxMessage): boolean;
  /** The next message of every person that is free; who was served last comes last. Read it one by one. */
  ready(standing: (message: OutboxMessage) => Standing): Iterable<OutboxMessage>;
  /** The next of one person, who is free. */
  next(person: string, standing: (message: OutboxMessage) => Standing): OutboxMessage | undefined;
  begin(message: OutboxMessage): void;
  /** After a try: stays where it was while it waits, leaves otherwise. */
  end(message: OutboxMessage): void;
  waiting(): Iterable<OutboxMessage>;
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const known = new Map<string, OutboxMessage>();

  function laneOf(person: string): Lane {
    const lane = lanes.get(person) ?? { messages: [], underWay: false };
    lanes.set(person, lane);
    return lane;
  }

  return {
    add(message) {
      if (known.has(message.id)) return false;
      known.set(message.id, message);
      const { messages } = laneOf(message.person);
      const after = messages.findLastIndex(({ at }) => at <= message.at);
      messages.splice(after + 1, 0, message);
      return true;
    },
    *ready(standing) {
      for (const { messages, underWay } of lanes.values()) {
        const first = underWay ? undefined : firstOf(messages, standing);
        if (first) yield first;
      }
    },
    next(person, standing) {
      const lane = lanes.get(person);
      return lane && !lane.underWay ? firstOf(lane.messages, standing) : undefined;
    },
    begin: ({ person }) => void (laneOf(person).underWay = true),
    end(message) {
      const lane = laneOf(message.person);
      lane.underWay = false;
      lanes.delete(message.person);
      lanes.set(message.person, lane);
      const i = lane.messages.findIndex(({ id }) => id === message.id);
      if (message.state === 'waiting') {
        lane.messages[i] = message;
        known.set(message.id, message);
        return;
      }
      lane.messages.splice(i, 1);
      known.delete(message.id);
      if (lane.messages.length === 0) lanes.delete(message.person);
    },
    waiting: () => known.values(),
  };
}

/** Nobody passes a message about the same incident: that it is over is never told before that it began. */
function firstOf(
  messages: readonly OutboxMessage[],
  standing: (message: OutboxMessage) => Standing,
): OutboxMessage | undefined {
  const passed = new Set<string>();
  for (const message of messages) {
    const isBehind = passed.size > 0 && message.incidents.some((id) => passed.has(id));
    const stands = isBehind ? 'skip' : standing(message);
    if (stands === 'ready') return message;
    if (stands === 'wait') return undefined;
    for (const id of message.incidents) passed.add(id);
  }
  return undefined;
}
