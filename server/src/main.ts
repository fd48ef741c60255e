import type { Environment } from './commands/command.ts';
import { commands, usage } from './commands/index.ts';
import { StartupError } from './listen.ts';

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
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`fengsui: ${error.message}\n`);
    return 1;
  }
}
