import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { expectConforming } from '../expect-conforming.ts';
import { createFakeHost } from '../fake-host.ts';
import { interfaces } from './check.ts';

const SIGNAL = new AbortController().signal;

function createCheck(files: string, settings: { include?: string[]; exclude?: string[] } = {}) {
  const host = createFakeHost({ files });
  const [check] = interfaces.create(interfaces.settings.parse(settings), host);
  return { host, run: () => check!.run(SIGNAL) };
}

const eth0 = (rx: number, tx: number) =>
  [
    '/sys/class/net/eth0/carrier:1',
    '/sys/class/net/eth0/carrier_changes:2',
    `/sys/class/net/eth0/statistics/rx_bytes:${rx}`,
    `/sys/class/net/eth0/statistics/tx_bytes:${tx}`,
  ].join('\n');

describe('the check of the interfaces', () => {
  it.each(capturesOf('interfaces'))('reads what $title shows', async ({ text, expected }) => {
    const outcome = await createCheck(text).run();
    expect(outcome).toEqual({ kind: 'measured', metrics: expected });
    if (outcome.kind === 'measured') expectConforming(outcome.metrics);
  });

  it('takes the carrier of an interface that was taken down for a link that is down', async () => {
    const [capture] = capturesOf('interfaces').filter(({ title }) => title === 'virtual-machine');
    const { run } = createCheck(capture!.text, { include: ['ifb0'], exclude: [] });
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { 'net.if.up': false, 'net.if.carrier_changes': 0 },
    });
  });

  it('tells rates from the second run on, and none in the run after a counter began anew', async () => {
    const { host, run } = createCheck(eth0(1_000, 1_000));
    const still = { 'net.if.up': true, 'net.if.carrier_changes': 2 };
    expect(await run()).toEqual({ kind: 'measured', metrics: still });
    Object.assign(host.world, { files: eth0(2_000, 1_500), atMs: 10_000 });
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { ...still, 'net.rx_bps': 800, 'net.tx_bps': 400 },
    });
    Object.assign(host.world, { files: eth0(10, 10), atMs: 20_000 });
    expect(await run()).toEqual({ kind: 'measured', metrics: still });
    Object.assign(host.world, { files: eth0(20, 10), atMs: 30_000 });
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { ...still, 'net.rx_bps': 8, 'net.tx_bps': 0 },
    });
  });

  it('finds nothing where none fits, and says that the link is down where one has gone', async () => {
    const { host, run } = createCheck('/sys/class/net/lo/carrier:1');
    expect((await run()).kind).toBe('absent');
    host.world.files = eth0(0, 0);
    expect((await run()).kind).toBe('measured');
    host.world.files = '/sys/class/net/lo/carrier:1';
    expect(await run()).toEqual({ kind: 'measured', metrics: { 'net.if.up': false } });
  });
});
