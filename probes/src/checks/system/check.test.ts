import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { expectConforming } from '../expect-conforming.ts';
import { createFakeHost } from '../fake-host.ts';
import { system } from './check.ts';

const SIGNAL = new AbortController().signal;

function createCheck(files: string) {
  const host = createFakeHost({ files });
  const [check] = system.create({ enabled: true }, host);
  return { host, run: () => check!.run(SIGNAL) };
}

describe('the check of the system', () => {
  it.each(capturesOf('system'))('reads what $title shows', async ({ text, expected }) => {
    const outcome = await createCheck(text).run();
    expect(outcome).toEqual({ kind: 'measured', metrics: expected });
    if (outcome.kind === 'measured') expectConforming(outcome.metrics);
  });

  it('tells the use of the processor from the second run on', async () => {
    const { host, run } = createCheck('/proc/stat:cpu  100 0 100 800 0 0 0 0\n');
    expect(await run()).toEqual({ kind: 'measured', metrics: {} });
    host.world.files = '/proc/stat:cpu  130 0 120 950 0 0 0 0\n';
    expect(await run()).toEqual({ kind: 'measured', metrics: { 'sys.cpu_pct': 25 } });
  });

  it('says that a file answered nothing of use, and is silent on one that is missing', async () => {
    const outcome = await createCheck('/proc/uptime:soon\n/proc/loadavg:0.10 0.1 0.1 1/2 3\n').run();
    expect(outcome).toEqual({ kind: 'measured', metrics: { 'sys.uptime_s': null, 'sys.load1': 0.1 } });
  });

  it('finds nothing where there is no /proc', async () => {
    expect((await createCheck('').run()).kind).toBe('absent');
  });

  it('can be switched off', () => {
    expect(system.create({ enabled: false }, createFakeHost())).toEqual([]);
  });
});
