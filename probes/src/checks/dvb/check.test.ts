import { describe, expect, it } from 'vitest';
import type { FakeProgram } from '../fake-host.ts';
import { createFakeHost } from '../fake-host.ts';
import { dvb } from './check.ts';

const SIGNAL = new AbortController().signal;
const TUNER = '/dev/dvb/adapter0/frontend0';
const TOOL = 'dvb-fe-tool --femon -c 3 -a 0 -f 0';
const APPS = 'femon -c 3 -a 0 -f 0';
const onStderr = (stderr: string, code = 0): FakeProgram => ({ end: 'exit', code, stdout: '', stderr });

function createCheck(files: string, programs: Record<string, FakeProgram> = {}, settings = {}) {
  const host = createFakeHost({ files, programs });
  const [check] = dvb.create(dvb.settings.parse(settings), host);
  return { host, run: () => check!.run(SIGNAL) };
}

describe('the check of the tuner', () => {
  it('reads what the tool writes to standard error, and reports along what the tuner is set to', async () => {
    const settings = { mer: true, freqKhz: 331_000, qam: 64, symrateKbd: 6_875 };
    const { run } = createCheck(
      TUNER,
      { [TOOL]: onStderr('Lock   (0x1f) Signal= -50.00dBm C/N= 34.50dB\n') },
      settings,
    );
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: {
        'dvbc.lock': true,
        'dvbc.level_dbuv': 58.75,
        'dvbc.mer_db': 34.5,
        'dvbc.freq_khz': 331_000,
        'dvbc.qam': 64,
        'dvbc.symrate_kbd': 6_875,
      },
    });
  });

  it('runs nothing where there is no tuner', async () => {
    const { host, run } = createCheck('/dev/dvb/adapter0/demux0');
    expect(await run()).toEqual({ kind: 'absent', why: `no tuner ${TUNER}` });
    expect(host.ran).toEqual([]);
  });

  it('asks the tuner that the settings name', async () => {
    const { host, run } = createCheck('/dev/dvb/adapter2/frontend1', {}, { adapter: 2, frontend: 1 });
    await run();
    expect(host.ran[0]).toBe('dvb-fe-tool --femon -c 3 -a 2 -f 1');
  });

  it('learns the lock from the older tool where the newer is missing', async () => {
    const line = 'status 1f | signal accb | snr c4a7 | ber 00000000 | unc 00000000 | FE_HAS_LOCK\n';
    const { host, run } = createCheck(TUNER, { [APPS]: line });
    expect(await run()).toEqual({ kind: 'measured', metrics: { 'dvbc.lock': true } });
    await run();
    expect(host.ran).toEqual([TOOL, APPS, APPS]);
  });

  it('says which programs are missing, and does not look for them every time', async () => {
    const { host, run } = createCheck(TUNER);
    expect(await run()).toEqual({ kind: 'absent', why: 'neither dvb-fe-tool nor femon is installed' });
    await run();
    expect(host.ran).toEqual([TOOL, APPS]);
  });

  it('fails with what the tool says of its trouble', async () => {
    const busy = onStderr('ERROR    opening frontend: Device or resource busy\n', 255);
    expect(await createCheck(TUNER, { [TOOL]: busy }).run()).toEqual({
      kind: 'failed',
      why: 'dvb-fe-tool ended with 255: ERROR    opening frontend: Device or resource busy',
    });
    expect(await createCheck(TUNER, { [TOOL]: '' }).run()).toMatchObject({ kind: 'failed' });
    expect(await createCheck(TUNER, { [TOOL]: { end: 'timeout' } }).run()).toMatchObject({ kind: 'failed' });
  });
});
