import { describe, expect, it } from 'vitest';
import { createFakeHost } from '../fake-host.ts';
import { RARELY_MS } from '../pause.ts';
import { wifi } from './check.ts';

const SIGNAL = new AbortController().signal;
const TABLE = [
  '/proc/net/wireless:Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE',
  '/proc/net/wireless: face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22',
  '/proc/net/wireless: wlan0: 0000   54.  -56.  -256        0      0      0      0      0        0',
].join('\n');
const LINK =
  'Connected to 02:00:00:00:00:01 (on wlan0)\n\tsignal: -52 dBm\n\ttx bitrate: 130.0 MBit/s MCS 15\n';
const station = (packets: number, retries: number) =>
  `\ttx packets:\t${packets}\n\ttx retries:\t${retries}\n`;
const ASK = 'iw dev wlan0 link';
const COUNT = 'iw dev wlan0 station get 02:00:00:00:00:01';

function createCheck(files: string, programs: Record<string, string> = {}, settings = {}) {
  const host = createFakeHost({ files, programs });
  const [check] = wifi.create(wifi.settings.parse(settings), host);
  return { host, run: () => check!.run(SIGNAL) };
}

describe('the check of the wireless link', () => {
  it('tells level and rate, and repetitions from the second run on', async () => {
    const { host, run } = createCheck(TABLE, { [ASK]: LINK, [COUNT]: station(100, 10) });
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { 'wifi.rssi_dbm': -52, 'wifi.phy_mbps': 130 },
    });
    host.world.programs[COUNT] = station(190, 20);
    expect(await run()).toMatchObject({ metrics: { 'wifi.retry_pct': 10 } });
  });

  it('asked a link that is not connected, and so had no answer', async () => {
    const { run } = createCheck(TABLE, { [ASK]: 'Not connected.\n' });
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { 'wifi.rssi_dbm': null, 'wifi.phy_mbps': null },
    });
  });

  it('takes the table of the kernel where iw is not installed, and looks for iw only rarely', async () => {
    const { host, run } = createCheck(TABLE);
    expect(await run()).toEqual({ kind: 'measured', metrics: { 'wifi.rssi_dbm': -56 } });
    await run();
    expect(host.ran).toEqual([ASK]);
    host.world.atMs = RARELY_MS;
    await run();
    expect(host.ran).toEqual([ASK, ASK]);
  });

  it('finds an interface that the kernel lists without a table', async () => {
    const files = '/sys/class/net/eth0/carrier:1\n/sys/class/net/wlan0/phy80211';
    const { run } = createCheck(files, { [ASK]: LINK });
    expect(await run()).toMatchObject({ metrics: { 'wifi.rssi_dbm': -52 } });
  });

  it('finds nothing without a wireless interface, or with neither table nor iw', async () => {
    expect((await createCheck('/sys/class/net/eth0/carrier:1').run()).kind).toBe('absent');
    expect(await createCheck('/sys/class/net/wlan0/phy80211').run()).toEqual({
      kind: 'absent',
      why: 'iw is not installed',
    });
  });

  it('fails where iw does and the kernel has no table', async () => {
    const host = createFakeHost({ files: '/sys/class/net/wlan0/phy80211' });
    host.world.programs[ASK] = {
      end: 'exit',
      code: 237,
      stdout: '',
      stderr: 'command failed: No such device (-19)\n',
    };
    const [check] = wifi.create(wifi.settings.parse({}), host);
    expect(await check!.run(SIGNAL)).toEqual({
      kind: 'failed',
      why: 'iw ended with 237: command failed: No such device (-19)',
    });
  });

  it('watches the interface that the settings name', async () => {
    const { host, run } = createCheck(TABLE, {}, { interface: 'wlan7' });
    expect((await run()).kind).toBe('absent');
    expect(host.ran).toEqual(['iw dev wlan7 link']);
  });
});
