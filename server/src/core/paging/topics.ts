import { countTurn } from './chatter.ts';
import type { Call } from './model.ts';
import { settle } from './settle.ts';
import type { LiveTopic } from './state.ts';
import { subjectOf } from './subject.ts';
import type { Work } from './work.ts';

/** Incidents that somebody waits for, or was told of; the oldest is let go of beyond that. */
const MAX_TOPICS = 50_000;

export function topicOf(work: Work, call: Call): LiveTopic {
  const { at, about, incident } = call;
  const { topics } = work.state;
  const known = topics.get(incident.id);
  const subject = subjectOf(call);
  if (known) {
    return Object.assign(known, { subject, at, turns: countTurn(known.turns, about, at) });
  }
  if (topics.size >= MAX_TOPICS) letGoOfOldest(work, at);
  const turns = countTurn([], about, at);
  const topic: LiveTopic = {
    id: incident.id,
    subject,
    told: new Map(),
    waiting: new Set(),
    parked: null,
    turns,
    at,
  };
  topics.set(incident.id, topic);
  return topic;
}

function letGoOfOldest(work: Work, at: number): void {
  const { topics, trays } = work.state;
  const [id, topic] = topics.entries().next().value ?? [];
  if (id === undefined || !topic) return;
  settle(work, topic, at, { reason: 'too_many_incidents' });
  for (const person of topic.waiting) trays.get(person)?.items.delete(id);
  topics.delete(id);
}
