import { z } from 'zod';
import type { Check, CheckOutcome } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Host, ProgramEnd } from '../host.ts';
import { createPause, RARELY_MS } from '../pause.ts';
import { isMissing, programFault } from '../program-fault.ts';
import type { ModemSignal } from './parse.ts';
import { parseModemList, parseSignal } from './parse.ts';

const MAX_BYTES = 16_384;
// Four in a row must end within the time of one check.
const TIMEOUT_MS = 2_000;
const REFRESH_S = 10;

const settings = z
  .strictObject({
    enabled: z.boolean().default(true),
    everyS: z.int().min(5).max(86_400).default(60),
    command: z.string().min(1).max(4_096).default('mmcli'),
  })
  .prefault({});

export const cellular = defineCheck({
  settings,
  create: ({ enabled, everyS, command }, host) =>
    enabled ? [createCellularCheck(command, everyS * 1000, host)] : [],
});

type Mmcli = (...args: string[]) => Promise<ProgramEnd>;
type Found = { path: string } | { outcome: NoSignal };
type NoSignal = Exclude<CheckOutcome, { kind: 'measured' }>;

function createCellularCheck(command: string, everyMs: number, host: Host): Check {
  const setup = createSetup(host);
  let path: string | undefined;
  let seen = false;
  return {
    name: 'cellular',
    everyMs,
    run: async (signal) => {
      const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal };
      const mmcli: Mmcli = (...args) => host.run(command, args, limits);
      const known = path === undefined ? undefined : await readSignal(mmcli, path);
      // After a reset the modem has another number: it is looked for again.
      path = undefined;
      const found = known ?? (await findModem(mmcli, command));
      if ('outcome' in found) return seen ? { ...found.outcome, kind: 'failed' } : found.outcome;
      seen = true;
      const reading = known ?? (await readSignal(mmcli, found.path));
      if (!reading) return { kind: 'failed', why: `${command} told no signal of ${found.path}` };
      path = found.path;
      if (reading.needsSetup) await setup(mmcli, found.path);
      return { kind: 'measured', metrics: reading.metrics };
    },
  };
}

async function findModem(mmcli: Mmcli, command: string): Promise<Found> {
  const end = await mmcli('-L', '-J');
  if (end.end !== 'exit' || end.code !== 0) return { outcome: withoutList(end, command) };
  const [path] = parseModemList(end.stdout) ?? [];
  return path === undefined ? { outcome: { kind: 'absent', why: 'no modem' } } : { path };
}

/** Installed on many machines whose modem service never runs. */
function withoutList(end: ProgramEnd, command: string): NoSignal {
  const noService = end.end === 'exit' && /ModemManager process/i.test(end.stderr);
  return { kind: isMissing(end) || noService ? 'absent' : 'failed', why: programFault(command, end) };
}

async function readSignal(mmcli: Mmcli, path: string): Promise<(ModemSignal & { path: string }) | undefined> {
  const end = await mmcli('-m', path, '--signal-get', '-J');
  const reading = end.end === 'exit' && end.code === 0 ? parseSignal(end.stdout) : undefined;
  return reading && { ...reading, path };
}

/** Tells ModemManager to ask the modem from now on; where it refuses, it is left alone for a while. */
function createSetup(host: Host) {
  const refused = createPause(host.monotonicMs, RARELY_MS);
  return async (mmcli: Mmcli, path: string) => {
    if (!refused.isOver()) return;
    const end = await mmcli('-m', path, `--signal-setup=${REFRESH_S}`);
    if (end.end !== 'exit' || end.code !== 0) refused.begin();
  };
}
