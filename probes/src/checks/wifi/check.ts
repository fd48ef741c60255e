import type { Metrics } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Check, CheckOutcome } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Host, ProgramEnd } from '../host.ts';
import { isMissing, programFault } from '../program-fault.ts';
import { createRememberingRun } from '../remember-missing.ts';
import { createIw, readIw } from './iw.ts';
import type { LinkText, StationCounters, WirelessLine } from './parse.ts';
import { parseWireless, retryPercent } from './parse.ts';

const MAX_BYTES = 16_384;
const MAX_INTERFACES = 64;

const settings = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** The first wireless one, if not said. */
    interface: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/, 'expected the name of an interface, like wlan0')
      .optional(),
    everyS: z.int().min(1).max(86_400).default(30),
    command: z.string().min(1).max(4_096).default('iw'),
  })
  .prefault({});
type Settings = z.infer<typeof settings>;

export const wifi = defineCheck({
  settings,
  create: (chosen, host) => (chosen.enabled ? [createWifiCheck(chosen, host)] : []),
});

function createWifiCheck(chosen: Settings, host: Host): Check {
  const run = createRememberingRun(host);
  let earlier: StationCounters | undefined;
  return {
    name: 'wifi',
    everyMs: chosen.everyS * 1000,
    absentEveryMs: 0,
    run: async (signal) => {
      const lines = await readWireless(host);
      const name = chosen.interface ?? lines[0]?.name ?? (await findWireless(host));
      if (name === undefined) return { kind: 'absent', why: 'no wireless interface' };
      const line = lines.find((each) => each.name === name);
      const { end, link, station } = await readIw(createIw(run, chosen.command, name, signal));
      const before = earlier;
      earlier = station;
      if (!link) return fromKernel(line, end, chosen.command);
      return { kind: 'measured', metrics: linkMetrics(link, line, before, station) };
    },
  };
}

function linkMetrics(
  { bssid, signalDbm, txMbps }: LinkText,
  line: WirelessLine | undefined,
  before: StationCounters | undefined,
  station: StationCounters | undefined,
): Metrics {
  if (bssid === undefined) return { 'wifi.rssi_dbm': null, 'wifi.phy_mbps': null };
  const retries = before && station && retryPercent(before, station);
  return {
    'wifi.rssi_dbm': signalDbm ?? line?.levelDbm ?? null,
    'wifi.phy_mbps': txMbps ?? null,
    ...(retries === undefined ? {} : { 'wifi.retry_pct': retries }),
  };
}

/** Where `iw` does not help, the kernel's own table may. */
function fromKernel(line: WirelessLine | undefined, end: ProgramEnd, command: string): CheckOutcome {
  if (line) return { kind: 'measured', metrics: { 'wifi.rssi_dbm': line.levelDbm ?? null } };
  return { kind: isMissing(end) ? 'absent' : 'failed', why: programFault(command, end) };
}

async function readWireless(host: Host): Promise<WirelessLine[]> {
  const file = await host.readText('/proc/net/wireless', MAX_BYTES);
  return file.ok ? parseWireless(file.text) : [];
}

/** A kernel may lack that table; the folder of a wireless interface names its radio all the same. */
async function findWireless(host: Host): Promise<string | undefined> {
  for (const name of (await host.list('/sys/class/net')).slice(0, MAX_INTERFACES)) {
    if ((await host.list(`/sys/class/net/${name}`)).includes('phy80211')) return name;
  }
  return undefined;
}
