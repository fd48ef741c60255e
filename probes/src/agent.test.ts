import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metrics } from '@fengsui/config/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from './agent.ts';
import { FolderTakenError, createAgent } from './agent.ts';
import type { TestBroker } from './broker-fixture.ts';
import { startBroker, until } from './broker-fixture.ts';
import type { CheckOutcome } from './checks/check.ts';
import { createClock } from './clock.ts';
import { createFakeLog } from './fake-log.ts';
import { newBootId } from './identity.ts';
import { createDial } from './link/connection.ts';
import { ProbeSettings, resolveSettings } from './settings.ts';

let broker: TestBroker;
let root: string;
let agents: Agent[];

beforeEach(async () => {
  broker = await startBroker();
  root = mkdtempSync(join(tmpdir(), 'agent-'));
  agents = [];
});
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.stop('shutdown')));
  await broker.close();
  rmSync(root, { recursive: true, force: true });
});

const VALUES: Metrics = { 'sys.load1': 0.5, 'net.if.up': true };

function build(settings: object = {}, { machine = 'aa', values = () => VALUES, uptimeS = 1e6 } = {}): Agent {
  const clock = { ...createClock(), uptimeS: () => uptimeS };
  const parsed = ProbeSettings.parse({
    device: 'gw-1',
    T: 60,
    parent: 'hub-1',
    mqtt: { url: broker.url, reconnectBaseS: 0.05 },
    data: join(root, 'data'),
    spool: { memory: 'none' },
    ...settings,
  });
  const only = (name: string): Promise<CheckOutcome | undefined> =>
    Promise.resolve(name === 'system' ? { kind: 'measured', metrics: { 'sys.load1': 9 } } : undefined);
  const agent = createAgent(resolveSettings(parsed), {
    clock,
    random: Math.random,
    dial: createDial(clock),
    runner: { names: ['system'], sample: () => Promise.resolve(values()), only },
    machine,
    newBoot: newBootId,
    rssBytes: () => 50_000_000,
    log: createFakeLog(),
  });
  agents.push(agent);
  return agent;
}

async function stop(agent: Agent, reason: 'shutdown' | 'restart' = 'shutdown'): Promise<void> {
  agents = agents.filter((other) => other !== agent);
  await agent.stop(reason);
}

const verbs = () => broker.messages.map(({ verb }) => verb);
const of = (verb: string) =>
  broker.messages.filter((message) => message.verb === verb).map(({ body }) => body);
const acks = () => of('ack') as { cmd_id: string; ok: boolean; result?: unknown; error?: string }[];
const seqs = () =>
  broker.messages.flatMap(({ verb, body }) => {
    if (verb === 'hist') return body.samples.map(({ seq }) => seq);
    return verb === 'birth' || verb === 'data' || verb === 'event' ? [body.seq] : [];
  });

describe('the agent', () => {
  it('says who it is, and then what it measures', async () => {
    const agent = build();
    await agent.start();
    await until(() => verbs().includes('data'), 'data');
    expect(broker.connected).toEqual(['fengsui-gw-1']);
    expect(broker.messages.map(({ verb, body }) => [verb, 'seq' in body && body.seq])).toEqual([
      ['birth', 0],
      ['data', 1],
    ]);
    expect(of('birth')[0]).toMatchObject({ class: 'gateway', T: 60, parent: 'hub-1', boot_reason: 'user' });
    expect(of('birth')[0]).toMatchObject({
      caps: expect.arrayContaining(['net.if.up', 'sys.load1']) as string[],
    });
    expect(of('data')[0]).toMatchObject({ boot: agent.boot, m: VALUES });
    expect(broker.wrong).toEqual([]);
  });

  it('takes leave when it is stopped, so that nobody takes it for lost', async () => {
    const agent = build();
    await agent.start();
    await stop(agent, 'restart');
    expect(of('death')).toMatchObject([{ boot: agent.boot, reason: 'restart' }]);
    expect([...broker.retained.keys()].sort()).toEqual([
      'fengsui/v1/441200/birth/gw-1',
      'fengsui/v1/441200/death/gw-1',
    ]);
  });

  it('has a will that says it was lost, and in which life', async () => {
    const agent = build();
    await agent.start();
    await until(() => of('data').length > 0, 'data');
    broker.throwOut();
    await until(() => of('death').length > 0, 'the will');
    expect(of('death')).toMatchObject([{ boot: agent.boot, reason: 'lost' }]);
    await until(() => of('birth').length > 1, 'a new birth');
    expect(of('birth')[1]).toMatchObject({ boot: agent.boot, boot_reason: 'reconnect' });
    await until(() => of('data').length > 1, 'everything again');
    expect(of('data')[1]).toMatchObject({ m: VALUES });
  });

  it('sends afterwards what it measured while there was no broker', async () => {
    let load = 0;
    const agent = build({ sampleEveryS: 1 }, { values: () => ({ 'sys.load1': (load += 10) }) });
    await agent.start();
    await until(() => of('data').length > 0, 'data');
    await broker.goDown();
    const before = load;
    await until(() => load >= before + 20, 'two measurements without a broker');
    await broker.comeBack();
    await until(() => of('hist').length > 0, 'history');
    await until(
      () => seqs().length === new Set(seqs()).size && Math.max(...seqs()) + 1 === seqs().length,
      'all',
    );
    const second = verbs().indexOf('birth', 1);
    expect(verbs().indexOf('hist')).toBeGreaterThan(second);
  });

  it('goes on in the same life after a restart of the process, and counts on', async () => {
    const first = build();
    await first.start();
    await stop(first, 'restart');
    const second = build();
    await second.start();
    await until(() => of('data').length > 1, 'data of the second');
    expect(second.boot).toBe(first.boot);
    expect(seqs()).toEqual([0, 1, 2, 3]);
    expect(of('birth').map((body) => 'boot_reason' in body && body.boot_reason)).toEqual(['user', 'user']);
  });

  it('begins a new life when the machine was started anew', async () => {
    const first = build();
    await first.start();
    await stop(first);
    const second = build({ mqtt: { url: broker.url, reconnectBaseS: 0.05 } }, { machine: 'bb', uptimeS: 20 });
    await second.start();
    await until(() => of('birth').length > 1, 'a birth');
    expect(second.boot).not.toBe(first.boot);
    const given = Math.max(...seqs());
    expect(of('birth')[1]).toMatchObject({
      seq: 0,
      boot_reason: 'cold',
      last: { boot: first.boot, seq: given },
    });
    expect(of('birth')[0]).not.toHaveProperty('last');
  });

  it('refuses to share its data with another probe', async () => {
    const agent = build();
    await agent.start();
    expect(() => build()).toThrow(FolderTakenError);
  });

  it('tells of a power failure as an event', async () => {
    const agent = build();
    await agent.start();
    agent.event('dying_gasp', {});
    await until(() => of('event').length > 0, 'the event');
    expect(of('event')).toMatchObject([{ type: 'dying_gasp', boot: agent.boot }]);
  });

  it('announces what it can measure only later', async () => {
    let values: Metrics = VALUES;
    const agent = build({ sampleEveryS: 1 }, { values: () => values });
    await agent.start();
    values = { ...VALUES, 'wifi.rssi_dbm': -60 };
    await until(() => of('birth').length > 1, 'a second birth');
    expect(of('birth')[1]).toMatchObject({ caps: expect.arrayContaining(['wifi.rssi_dbm']) as string[] });
  });
});

describe('the agent, told by the server', () => {
  beforeEach(async () => {
    await build().start();
    await until(() => of('data').length > 0, 'data');
  });

  async function ask(command: { cmd_id: string; type: string; args?: object }) {
    await broker.command('gw-1', command);
    await until(
      () => acks().some(({ cmd_id }) => cmd_id === command.cmd_id),
      `an answer to ${command.cmd_id}`,
    );
    return acks().find(({ cmd_id }) => cmd_id === command.cmd_id);
  }

  it('is born again', async () => {
    expect(await ask({ cmd_id: 'a', type: 'rebirth' })).toMatchObject({ ok: true });
    await until(() => of('birth').length === 2 && of('data').length === 2, 'a birth and everything measured');
  });

  it('measures now and sends everything', async () => {
    expect(await ask({ cmd_id: 'a', type: 'sample_now' })).toMatchObject({ ok: true, result: VALUES });
    await until(() => of('data').length === 2, 'data');
    expect(of('data')[1]).toMatchObject({ m: VALUES });
  });

  it('promises another interval, and announces it', async () => {
    expect(await ask({ cmd_id: 'a', type: 'set_interval', args: { T: 5 } })).toMatchObject({
      result: { T: 5 },
    });
    await until(() => of('birth').length === 2, 'a birth');
    expect(of('birth')[1]).toMatchObject({ T: 5 });
  });

  it('runs one check, and says so where there is none of that name', async () => {
    expect(await ask({ cmd_id: 'a', type: 'run_check', args: { check: 'system' } })).toMatchObject({
      ok: true,
      result: { 'sys.load1': 9 },
    });
    expect(await ask({ cmd_id: 'b', type: 'run_check', args: { check: 'moon' } })).toMatchObject({
      ok: false,
      error: 'no such check; there are system',
    });
  });

  it('sends again what was lost, and says what it no longer has', async () => {
    const { boot } = of('birth')[0] as { boot: string };
    const answer = await ask({ cmd_id: 'a', type: 'resend', args: { boot, from: 0, to: 1 } });
    expect(answer).toMatchObject({ ok: true, result: { sent: 2, missing: [] } });
    expect(of('hist')).toMatchObject([
      {
        boot,
        samples: [
          { seq: 0, m: {} },
          { seq: 1, m: VALUES },
        ],
      },
    ]);
    const other = await ask({ cmd_id: 'b', type: 'resend', args: { boot: 'f00', from: 4, to: 9 } });
    expect(other).toMatchObject({ ok: true, result: { sent: 0, missing: [[4, 9]] } });
  });

  it('obeys once what is delivered twice', async () => {
    await ask({ cmd_id: 'a', type: 'rebirth' });
    await broker.command('gw-1', { cmd_id: 'a', type: 'rebirth' });
    await until(() => acks().length === 2, 'the same answer');
    expect(of('birth')).toHaveLength(2);
  });
});
