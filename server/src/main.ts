import type { Environment } from './commands/command.ts';
import { commands, usage } from './commands/index.ts';
import { LedgerUnusable } from './ledger/port.ts';
import { StartupError } from './listen.ts';
import { SeriesUnusable } from './series/port.ts';

/** Runs one command; the answer is the exit code. */
export async function main(argv: readonly string[], environment: Environment): Promise<number> {
  const [name = 'help', ...args] = argv;
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`fengsui: there is no command ${name}\n\n${usage()}`);
    return 2;
  }
  const run = await command.load();
  try {
    return await run(args, environment);
  } catch (error) {
    if (!isExplained(error)) throw error;
    process.stderr.write(`fengsui: ${error.message}\n`);
    return 1;
  }
}

/** What says by itself what to do about it; anything else is a fault of ours and is shown whole. */
function isExplained(error: unknown): error is Error {
  return [StartupError, SeriesUnusable, LedgerUnusable].some((kind) => error instanceof kind);
}
