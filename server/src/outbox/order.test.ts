import type { OutboxMessage, PageKind, Sent } from '@fengsui/config/contract';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Channel } from '../channels/port.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createSender } from './sender.ts';
import { aWaiting } from './waiting-message.ts';

const CHANNELS = ['sms', 'mail', 'robot'];
const KINDS: PageKind[] = ['opened', 'worse', 'recovered'];

const outcome: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Sent>({ ok: true }) },
  fc.constant<Sent>({ ok: false, kind: 'never', why: 'no' }),
  fc
    .record({ afterMs: fc.option(fc.nat(400_000), { nil: undefined }), all: fc.boolean() })
    .map(({ afterMs, all }): Sent => ({
      ...{ ok: false, kind: 'later', why: 'busy' },
      ...(afterMs !== undefined && { afterMs }),
      ...(all && { forAll: true }),
    })),
);

const plan = fc.record({
  person: fc.constantFrom('a', 'b', 'c'),
  incident: fc.constantFrom('i-1', 'i-2', 'i-3'),
  ways: fc.uniqueArray(fc.constantFrom(...CHANNELS, 'gone'), { maxLength: 3 }),
  delayMs: fc.constantFrom(0, 0, 0, 30_000),
  addAt: fc.nat(60),
});

const settled = () => new Promise<void>((done) => setImmediate(done));

/** Messages of one person about one incident come in the order: it began, it got worse, it is over. */
function messagesOf(plans: readonly { person: string; incident: string; ways: string[]; delayMs: number }[]) {
  return plans.map(({ person, incident, ways, delayMs }, i): OutboxMessage => {
    const before = plans.slice(0, i).filter((one) => one.person === person && one.incident === incident);
    const at = 1_763_596_800_000 + i;
    const about = KINDS[Math.min(before.length, 2)]!;
    return aWaiting({ id: `m-${i}`, person, incidents: [incident], about, ways, at, dueAt: at + delayMs });
  });
}

it('never tells a person that an incident is over before he was told that it began, whatever channels answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 1, maxLength: 12 }),
      fc.array(outcome, { minLength: 1, maxLength: 20 }),
      async (plans, outcomes) => {
        const clock = createFakeClock();
        const messages = messagesOf(plans);
        const done = new Set<string>();
        let asked = 0;
        const early: string[] = [];
        const channel = (type: string): Channel => ({
          type,
          send({ key }) {
            const message = messages.find(({ id }) => id === key)!;
            const before = messages.filter(
              (one) =>
                one.at < message.at &&
                one.person === message.person &&
                one.incidents[0] === message.incidents[0],
            );
            if (before.some(({ id }) => !done.has(id))) early.push(key);
            return Promise.resolve(outcomes[asked++ % outcomes.length]!);
          },
        });
        const channels = new Map(CHANNELS.map((id) => [id, channel(id)]));
        const sender = createSender({
          ...{ channels: () => channels, clock, random: () => 0.5, log: pino({ level: 'silent' }) },
          keep: async ({ id, state }) => void (state !== 'waiting' && done.add(id)),
          gaveUp: () => undefined,
        });
        // Those of one person and incident are committed, and so added, in order.
        let from = 0;
        for (const [i, { addAt }] of plans.entries()) {
          if (addAt % 3 === 0) sender.add(messages.slice(from, (from = i + 1)));
          clock.pass(500);
          await settled();
        }
        sender.add(messages.slice(from));
        for (let i = 0; i < 2_000 && done.size < messages.length; i += 1) {
          clock.pass(20_000);
          await settled();
        }
        await sender.stop();
        expect(early).toEqual([]);
        expect(done.size).toBe(messages.length);
      },
    ),
    { numRuns: 100 },
  );
});
