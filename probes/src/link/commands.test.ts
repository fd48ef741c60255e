import type { Ack } from '@fengsui/config/contract';
import { Ack as AckSchema } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { createFakeLog } from '../fake-log.ts';
import type { CommandHandlers } from './commands.ts';
import { createCommands } from './commands.ts';

type Reply = Omit<Ack, 'v' | 'ts'>;

function setup(handlers: Partial<CommandHandlers> = {}) {
  const replies: Reply[] = [];
  const obeyed: string[] = [];
  const obey = (name: string, result: Ack['result']) => () => {
    obeyed.push(name);
    return Promise.resolve(result);
  };
  const commands = createCommands({
    handlers: {
      rebirth: obey('rebirth', null),
      sample_now: obey('sample_now', { 'sys.load1': 1 }),
      set_interval: ({ T }) => obey(`set_interval ${T}`, { T })(),
      run_check: ({ check }) => obey(`run_check ${check}`, {})(),
      resend: ({ boot, from, to }) => obey(`resend ${boot} ${from}-${to}`, { sent: 0, missing: [] })(),
      ...handlers,
    },
    reply: (ack) => replies.push(ack),
    log: createFakeLog(),
  });
  const send = (command: object, isRetained = false) => {
    commands.receive(Buffer.from(JSON.stringify({ v: 1, ts: 1, args: {}, ...command })), isRetained);
    return settle();
  };
  return { commands, replies, obeyed, send };
}

describe('commands', () => {
  it('are obeyed and acknowledged with their result', async () => {
    const { replies, obeyed, send } = setup();
    await send({ cmd_id: 'a', type: 'set_interval', args: { T: 120 } });
    await send({ cmd_id: 'b', type: 'resend', args: { boot: 'ff', from: 3, to: 9 } });
    expect(obeyed).toEqual(['set_interval 120', 'resend ff 3-9']);
    expect(replies).toEqual([
      { cmd_id: 'a', ok: true, result: { T: 120 } },
      { cmd_id: 'b', ok: true, result: { sent: 0, missing: [] } },
    ]);
  });

  it('are obeyed once, however often they are delivered', async () => {
    const { replies, obeyed, send } = setup();
    await send({ cmd_id: 'a', type: 'rebirth' });
    await send({ cmd_id: 'a', type: 'rebirth' });
    expect(obeyed).toEqual(['rebirth']);
    expect(replies).toEqual([
      { cmd_id: 'a', ok: true, result: null },
      { cmd_id: 'a', ok: true, result: null },
    ]);
  });

  it('are not begun again while they run', async () => {
    let runs = 0;
    const { replies, send } = setup({
      rebirth: () => {
        runs++;
        return new Promise(() => {});
      },
    });
    await send({ cmd_id: 'a', type: 'rebirth' });
    await send({ cmd_id: 'a', type: 'rebirth' });
    expect({ runs, replies }).toEqual({ runs: 1, replies: [] });
  });

  it('that fail are acknowledged with the reason', async () => {
    const { replies, send } = setup({ run_check: () => Promise.reject(new Error('no such check')) });
    await send({ cmd_id: 'a', type: 'run_check', args: { check: 'moon' } });
    expect(replies).toEqual([{ cmd_id: 'a', ok: false, error: 'no such check' }]);
  });

  it('that are wrong are acknowledged where they can be, and counted where not', async () => {
    const { commands, replies, obeyed, send } = setup();
    await send({ cmd_id: 'a', type: 'set_interval', args: { T: 0 } });
    await send({ cmd_id: 'b', type: 'explode' });
    await send({ cmd_id: 'c', type: 'resend', args: { boot: 'ff', from: 9, to: 3 } });
    await send({ type: 'rebirth' });
    commands.receive(Buffer.from('{'), false);
    commands.receive(Buffer.alloc(70_000, 0x20), false);
    expect(replies.map(({ cmd_id, ok }) => [cmd_id, ok])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
    ]);
    expect(replies[0]?.error).toContain('args.T');
    expect(replies[1]?.error).toContain('rebirth, sample_now');
    expect({ obeyed, malformed: commands.malformed() }).toEqual({ obeyed: [], malformed: 3 });
  });

  it('that were retained by the broker are refused: they may be years old', async () => {
    const { replies, obeyed, send } = setup();
    await send({ cmd_id: 'a', type: 'rebirth' }, true);
    expect({ obeyed, ok: replies[0]?.ok }).toEqual({ obeyed: [], ok: false });
  });

  it('that come too many at once are refused', async () => {
    const { replies, send } = setup({ rebirth: () => new Promise(() => {}) });
    for (let i = 0; i < 20; i++) await send({ cmd_id: `c${i}`, type: 'rebirth' });
    expect(replies.map(({ cmd_id }) => cmd_id)).toEqual(['c16', 'c17', 'c18', 'c19']);
  });

  it('cannot harm by their form', () => {
    const { commands, replies } = setup();
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({ v: fc.constant(1), cmd_id: fc.string(), type: fc.string(), args: fc.anything() })
        .map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    );
    fc.assert(
      fc.property(noise, fc.boolean(), (payload, isRetained) => {
        commands.receive(payload, isRetained);
        for (const ack of replies.splice(0)) {
          expect(AckSchema.safeParse({ v: 1, ts: 0, ...ack }).success).toBe(true);
        }
      }),
    );
  });
});
