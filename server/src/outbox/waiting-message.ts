import type { OutboxMessage } from '@fengsui/config/contract';

type Over = Partial<Omit<OutboxMessage, 'ways'>> & { ways?: readonly string[] };

/** A message for tests; `ways` names its channels. */
export function aWaiting({ ways = ['sms'], ...over }: Over = {}): OutboxMessage {
  const at = over.at ?? 1_763_596_800_000;
  return {
    id: 'm-1',
    about: 'opened',
    person: 'p-1',
    way: 0,
    incidents: ['i-1'],
    text: { title: { zh: '示例', en: 'Sample' }, lines: [], severity: 'critical', path: '/incidents/i-1' },
    at,
    dueAt: at,
    state: 'waiting',
    tries: 0,
    lastError: null,
    sentAt: null,
    ...over,
    ways: ways.map((channel) => ({ channel, address: '' })),
  };
}
