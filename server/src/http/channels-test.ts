import { randomUUID } from 'node:crypto';
import type { ChannelTestAnswer, MessageText } from '@fengsui/config/contract';
import type { Channel } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import { HttpProblem } from './problem.ts';

export interface TestParts {
  clock: Clock;
  link?(path: string): string | undefined;
}

/** Tests of one channel in a minute: a vendor's own limit is for pages. */
const MAX_TESTS = 5;
const MINUTE_MS = 60_000;

const TEXT: MessageText = {
  title: { zh: '测试消息', en: 'A test' },
  lines: [
    {
      zh: '这是一条测试消息，收到即表示此通知方式可用，无需处理。',
      en: 'This is a test. It has arrived, so this way works; nothing is to be done.',
    },
  ],
  severity: 'info',
  path: '/',
};

type Test = (id: string, channel: Channel, address: string) => Promise<ChannelTestAnswer>;

/** Hands a message over at once, past the outbox: who asks is told what became of this one try. */
export function testChannel({ clock, link }: TestParts): Test {
  const times = new Map<string, number[]>();

  function count(id: string): void {
    const recent = (times.get(id) ?? []).filter((at) => at > clock.now() - MINUTE_MS);
    if (recent.length >= MAX_TESTS)
      throw new HttpProblem(429, 'This channel was tested often; wait a minute.');
    times.set(id, [...recent, clock.now()]);
  }

  return async (id, channel, address) => {
    count(id);
    const at = clock.now();
    const sent = await channel.send({
      key: `test-${randomUUID()}`,
      address,
      about: 'test',
      incidents: [],
      text: TEXT,
      link: link?.(TEXT.path),
      at,
    });
    return { sent, tookMs: clock.now() - at };
  };
}
