import type { Figure } from '../observe/metrics.ts';
import type { SenderState } from './counts.ts';

/** What Prometheus is told of messages to people. */
export function outboxFigures(state: () => SenderState): Figure[] {
  return [
    byChannel('fengsui_messages_sent_total', 'Messages that a channel has taken', () => state().sent),
    byChannel('fengsui_messages_failed_total', 'Tries that a channel has not taken', () => state().failed),
    {
      name: 'fengsui_messages_given_up_total',
      help: 'Messages for which every way has failed',
      type: 'counter',
      read: () => state().gaveUp,
    },
    gauge('fengsui_messages_waiting', 'Messages that wait to be sent', () => state().waiting),
    gauge('fengsui_messages_under_way', 'Messages that a channel is delivering now', () => state().underWay),
    gauge(
      'fengsui_messages_oldest_waiting_seconds',
      'For how long the oldest message has been due',
      () => state().oldestWaitingMs / 1000,
    ),
  ];
}

function byChannel(name: string, help: string, read: () => Readonly<Record<string, number>>): Figure {
  return { name, help, type: 'counter', read: () => ({ label: 'channel', values: read() }) };
}

function gauge(name: string, help: string, read: () => number): Figure {
  return { name, help, type: 'gauge', read };
}
