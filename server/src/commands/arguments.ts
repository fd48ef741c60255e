import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads `--name value`; says what is wrong and answers undefined where it cannot. */
export function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    process.stderr.write(`fengsui: ${(error as Error).message}\n`);
    return undefined;
  }
}
