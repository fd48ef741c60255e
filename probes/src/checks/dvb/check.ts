import { z } from 'zod';
import type { Check, CheckOutcome } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Host, ProgramEnd } from '../host.ts';
import { isMissing, programFault } from '../program-fault.ts';
import { createRememberingRun } from '../remember-missing.ts';
import { parseFemon } from './parse.ts';

const MAX_BYTES = 16_384;
const TIMEOUT_MS = 8_000;
const deviceNumber = z.int().min(0).max(63).default(0);

const settings = z
  .strictObject({
    enabled: z.boolean().default(true),
    adapter: deviceNumber,
    frontend: deviceNumber,
    everyS: z.int().min(5).max(86_400).default(60),
    /** Whether this demodulator's ratio is MER rather than C/N. */
    mer: z.boolean().default(false),
    /** What the tuner is set to, reported along; the tool does not tell. */
    freqKhz: z.number().min(1).max(3_000_000).optional(),
    qam: z.union([z.literal(16), z.literal(32), z.literal(64), z.literal(128), z.literal(256)]).optional(),
    symrateKbd: z.number().min(1).max(10_000).optional(),
    command: z.string().min(1).max(4_096).default('dvb-fe-tool'),
    /** Asked for the lock alone where the other is not installed. */
    olderCommand: z.string().min(1).max(4_096).default('femon'),
  })
  .prefault({});
type Settings = z.infer<typeof settings>;

export const dvb = defineCheck({
  settings,
  create: (chosen, host) => (chosen.enabled ? [createDvbCheck(chosen, host)] : []),
});

function createDvbCheck(chosen: Settings, host: Host): Check {
  const run = createRememberingRun(host);
  return {
    name: 'dvb',
    everyMs: chosen.everyS * 1000,
    absentEveryMs: 0,
    run: async (signal) => {
      const { adapter, frontend, command, olderCommand } = chosen;
      const devices = await host.list(`/dev/dvb/adapter${adapter}`);
      if (!devices.includes(`frontend${frontend}`)) {
        return { kind: 'absent', why: `no tuner /dev/dvb/adapter${adapter}/frontend${frontend}` };
      }
      const device = ['-c', '3', '-a', String(adapter), '-f', String(frontend)];
      const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal };
      const end = await run(command, ['--femon', ...device], limits);
      if (!isMissing(end)) return outcomeOf(command, end, chosen);
      const older = await run(olderCommand, device, limits);
      if (!isMissing(older)) return outcomeOf(olderCommand, older, chosen);
      return { kind: 'absent', why: `neither ${command} nor ${olderCommand} is installed` };
    },
  };
}

function outcomeOf(
  command: string,
  end: ProgramEnd,
  { mer, freqKhz, qam, symrateKbd }: Settings,
): CheckOutcome {
  if (end.end !== 'exit' || end.code !== 0) return { kind: 'failed', why: programFault(command, end) };
  // One writes to standard output, the other to standard error.
  const metrics = parseFemon(`${end.stdout}\n${end.stderr}`, { mer });
  if (!metrics) return { kind: 'failed', why: `${command} told nothing of the tuner` };
  const tuned = { 'dvbc.freq_khz': freqKhz, 'dvbc.qam': qam, 'dvbc.symrate_kbd': symrateKbd };
  for (const [name, value] of Object.entries(tuned)) if (value !== undefined) metrics[name] = value;
  return { kind: 'measured', metrics };
}
