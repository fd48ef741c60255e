import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeathReason } from '@fengsui/config/contract';
import { formatSettingsFaults, loadSettings } from '@fengsui/config/settings';
import type { Agent } from './agent.ts';
import { FolderTakenError, createAgent } from './agent.ts';
import { createHost } from './checks/host.ts';
import { createChecks } from './checks/index.ts';
import { createCheckRunner } from './checks/run-checks.ts';
import { createClock } from './clock.ts';
import { readCommandLine } from './command-line.ts';
import { machineStart, newBootId } from './identity.ts';
import { createDial } from './link/connection.ts';
import type { Log } from './log.ts';
import { createLog, reasonOf } from './log.ts';
import type { ResolvedSettings } from './settings.ts';
import { PROBE_ENV, ProbeSettings, resolveSettings } from './settings.ts';
import { PROBE_VERSION } from './version.ts';

const EXIT = { done: 0, fault: 1, settings: 2, taken: 3 } as const;
/** Whoever stops us does not wait longer. */
const STOP_WITHIN_MS = 4_500;

const FAREWELLS = { SIGTERM: 'shutdown', SIGINT: 'shutdown', SIGHUP: 'restart' } as const satisfies Partial<
  Record<NodeJS.Signals, DeathReason>
>;

/** Runs a probe until a signal ends it; answers the exit code. */
export async function runProbe(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const line = readCommandLine(argv, PROBE_VERSION);
  if (line.do !== 'run') {
    (line.do === 'tell' ? process.stdout : process.stderr).write(line.text);
    return line.do === 'tell' ? EXIT.done : EXIT.settings;
  }
  const loaded = loadSettings({ schema: ProbeSettings, env: PROBE_ENV, file: line.settings, environment });
  if (!loaded.ok) {
    process.stderr.write(`${formatSettingsFaults(loaded.faults)}\n`);
    return EXIT.settings;
  }
  const settings = resolveSettings(loaded.settings);
  // A reader of the log that went away must not take the probe with it.
  process.stdout.on('error', () => {});
  const log = createLog({
    level: settings.log.level,
    now: createClock().now,
    write: (text) => process.stdout.write(text),
  });
  for (const warning of loaded.warnings) log.warn({}, warning);
  return runUntilSignal(settings, log);
}

async function runUntilSignal(settings: ResolvedSettings, log: Log): Promise<number> {
  const clock = createClock();
  const farewell = firstSignal();
  try {
    const agent = createAgent(settings, {
      clock,
      random: Math.random,
      dial: createDial(clock),
      runner: createCheckRunner(createChecks(settings.checks, createHost()), log),
      machine: machineStart(),
      newBoot: newBootId,
      rssBytes: () => process.memoryUsage.rss(),
      log,
    });
    onPowerFailure(agent);
    await Promise.race([agent.start(), farewell]);
    const reason = await farewell;
    clock.after(STOP_WITHIN_MS, () => process.exit(EXIT.fault));
    await agent.stop(reason);
    return EXIT.done;
  } catch (error) {
    log.error({ reason: reasonOf(error) }, 'cannot run');
    return error instanceof FolderTakenError ? EXIT.taken : EXIT.fault;
  }
}

function firstSignal(): Promise<DeathReason> {
  return new Promise((resolve) => {
    for (const [signal, reason] of Object.entries(FAREWELLS)) process.once(signal, () => resolve(reason));
  });
}

/** What watches the mains, an UPS for one, tells every process by SIGPWR; only Linux has it. */
function onPowerFailure(agent: Agent): void {
  if (process.platform === 'linux') process.on('SIGPWR', () => agent.event('dying_gasp', {}));
}

function isStartedDirectly(): boolean {
  const program = process.argv[1];
  return program !== undefined && realpathSync(program) === fileURLToPath(import.meta.url);
}

if (isStartedDirectly()) process.exit(await runProbe(process.argv.slice(2), process.env));
