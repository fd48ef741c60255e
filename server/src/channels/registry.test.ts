import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Json } from '@fengsui/config/contract';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryRecords } from '../ledger/memory/memory-records.ts';
import type { KeptRecord } from '../ledger/records/port.ts';
import { aMessage } from './channel.contract.ts';
import { outsideFor } from './outside.ts';
import { createChannelRegistry } from './registry.ts';

const clock = createFakeClock();
const deps = outsideFor(clock);
const by = { kind: 'person' as const, id: 'p', name: '示例' };
const record = (id: string, value: Json, version = 1): KeptRecord => ({
  ...{ kind: 'channel', id, version, at: 1, by, value },
});
const robot = (name: string): Json => ({
  type: 'wecom',
  name,
  settings: { url: 'http://127.0.0.1:9/x?key=k' },
});

function registryOf(...given: KeptRecord[]) {
  const kept = [...given];
  const records = { ...createMemoryRecords(() => undefined), all: () => kept };
  const registry = createChannelRegistry({
    records,
    deps,
    log: pino({ level: 'silent' }),
  });
  return { kept, registry };
}

describe('channels that people have set up', () => {
  it('are opened anew when they have changed, and left alone otherwise', () => {
    const { kept, registry } = registryOf(record('a', robot('a')), record('b', robot('b')));
    const [a, b] = [registry.channels().get('a'), registry.channels().get('b')];
    kept[1] = record('b', robot('b2'), 2);
    registry.refresh();
    expect(registry.channels().get('a')).toBe(a);
    expect(registry.channels().get('b')).not.toBe(b);
    kept.pop();
    registry.refresh();
    expect([...registry.channels().keys()]).toEqual(['a']);
  });

  it('that cannot be used say why, and take nothing', async () => {
    const { registry } = registryOf(
      record('bad', { type: 'wecom', name: 'x', settings: { url: 'http://u:secret@h/' } }),
      record('new', { type: 'pigeon', name: 'x', settings: {} }),
    );
    expect(registry.trouble('bad')).toContain('url: holds a name or password');
    expect(registry.trouble('bad')).not.toContain('secret@');
    expect(registry.trouble('new')).toBe('there is no kind of channel called pigeon');
    const sent = await registry.channels().get('new')!.send(aMessage(''));
    expect(sent).toMatchObject({ ok: false, kind: 'never' });
  });
});
