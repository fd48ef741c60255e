import { describe, expect, it } from 'vitest';
import type { FakeProgram } from '../fake-host.ts';
import { createFakeHost } from '../fake-host.ts';
import { RARELY_MS } from '../pause.ts';
import { cellular } from './check.ts';

const SIGNAL = new AbortController().signal;
const LIST = 'mmcli -L -J';
const modem = (index: number) => `/org/freedesktop/ModemManager1/Modem/${index}`;
const get = (index: number) => `mmcli -m ${modem(index)} --signal-get -J`;
const setup = (index: number) => `mmcli -m ${modem(index)} --signal-setup=10`;
const list = (...indexes: number[]) => JSON.stringify({ 'modem-list': indexes.map(modem) });
const signal = (rsrp: string, rate = '10') =>
  JSON.stringify({
    modem: { signal: { lte: { rsrp, rsrq: '--', rssi: '--', snr: '--' }, refresh: { rate } } },
  });
const failing = (stderr: string): FakeProgram => ({ end: 'exit', code: 1, stdout: '', stderr });

function createCheck(programs: Record<string, FakeProgram>) {
  const host = createFakeHost({ programs });
  const [check] = cellular.create(cellular.settings.parse({}), host);
  return { host, run: () => check!.run(SIGNAL) };
}

describe('the check of the modem', () => {
  it('looks the modem up once, and asks for its signal each time', async () => {
    const { host, run } = createCheck({ [LIST]: list(0), [get(0)]: signal('-97.00') });
    expect(await run()).toMatchObject({
      kind: 'measured',
      metrics: { 'cell.rat': 'LTE', 'cell.rsrp_dbm': -97 },
    });
    await run();
    expect(host.ran).toEqual([LIST, get(0), get(0)]);
  });

  it('has the modem asked from now on where nobody asks it, and says that there was no answer yet', async () => {
    const { host, run } = createCheck({
      [LIST]: list(0),
      [get(0)]: signal('--', '0'),
      [setup(0)]: 'Successfully …',
    });
    expect(await run()).toMatchObject({
      kind: 'measured',
      metrics: { 'cell.rat': null, 'cell.rsrp_dbm': null },
    });
    host.world.programs[get(0)] = signal('-90.00');
    await run();
    expect(host.ran).toEqual([LIST, get(0), setup(0), get(0)]);
  });

  it('leaves a modem alone for a while that refuses to be asked', async () => {
    const { host, run } = createCheck({
      [LIST]: list(0),
      [get(0)]: signal('--', '0'),
      [setup(0)]: failing('not allowed'),
    });
    await run();
    await run();
    expect(host.ran.filter((line) => line === setup(0))).toHaveLength(1);
    host.world.atMs = RARELY_MS;
    await run();
    expect(host.ran.filter((line) => line === setup(0))).toHaveLength(2);
  });

  it('finds the modem again under its new number after a reset', async () => {
    const { host, run } = createCheck({ [LIST]: list(0), [get(0)]: signal('-97.00') });
    await run();
    host.world.programs = { [LIST]: list(1), [get(1)]: signal('-95.00'), [get(0)]: failing('no modem') };
    expect(await run()).toMatchObject({ metrics: { 'cell.rsrp_dbm': -95 } });
    expect(host.ran.slice(2)).toEqual([get(0), LIST, get(1)]);
  });

  it('fails, and goes on looking, where a modem has gone that was there', async () => {
    const { host, run } = createCheck({ [LIST]: list(0), [get(0)]: signal('-97.00') });
    await run();
    host.world.programs = { [LIST]: list() };
    expect(await run()).toEqual({ kind: 'failed', why: 'no modem' });
  });

  it('finds nothing without a modem, without the service and without the program', async () => {
    const none = failing("error: couldn't find the ModemManager process in the bus");
    expect(await createCheck({ [LIST]: list() }).run()).toEqual({ kind: 'absent', why: 'no modem' });
    expect((await createCheck({ [LIST]: none }).run()).kind).toBe('absent');
    expect(await createCheck({}).run()).toEqual({ kind: 'absent', why: 'mmcli is not installed' });
  });

  it('fails where the list or the signal cannot be had', async () => {
    expect((await createCheck({ [LIST]: { end: 'timeout' } }).run()).kind).toBe('failed');
    expect(await createCheck({ [LIST]: list(0), [get(0)]: 'nonsense' }).run()).toEqual({
      kind: 'failed',
      why: `mmcli told no signal of ${modem(0)}`,
    });
  });
});
