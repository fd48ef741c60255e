import { z } from 'zod';
import type { Check } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Host } from '../host.ts';
import { programFault } from '../program-fault.ts';
import { parseOutput } from './parse.ts';

const MAX_BYTES = 65_536;
// Between the end of a program's own time and the runner's.
const SPARE_MS = 1_000;

const noNul = (text: string) => !text.includes('\0');
const text = (max: number) => z.string().max(max).refine(noNul, 'must not hold a zero byte');

const Program = z.strictObject({
  /** The check is called `exec.NAME`. */
  name: z.string().regex(/^[a-z0-9_]{1,24}$/, 'expected lower-case letters, digits and _, at most 24'),
  command: text(4_096).min(1),
  args: z.array(text(4_096)).max(32).default([]),
  /** All it gets besides PATH and LC_ALL. */
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), text(4_096))
    .refine((env) => Object.keys(env).length <= 32, 'at most 32')
    .default({}),
  timeoutS: z.number().min(0.1).max(60).default(8),
  /** Not in every round but at most this often. */
  everyS: z.int().min(1).max(86_400).optional(),
  /** Takes "-97.00" for a number. */
  numbersAsText: z.boolean().default(false),
});
type Program = z.infer<typeof Program>;

/** Programs that print one JSON object `{"metric": value}`: for whatever no other check knows. */
export const exec = defineCheck({
  settings: z
    .array(Program)
    .max(8)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names must differ')
    .prefault([]),
  create: (programs, host) => programs.map((program) => createExecCheck(program, host)),
});

function createExecCheck(
  { name, command, args, env, timeoutS, everyS, numbersAsText }: Program,
  host: Host,
): Check {
  const timeoutMs = timeoutS * 1000;
  return {
    name: `exec.${name}`,
    everyMs: everyS === undefined ? undefined : everyS * 1000,
    deadlineMs: timeoutMs + SPARE_MS,
    run: async (signal) => {
      const end = await host.run(command, args, { timeoutMs, maxBytes: MAX_BYTES, env, signal });
      if (end.end !== 'exit' || end.code !== 0) return { kind: 'failed', why: programFault(command, end) };
      const output = parseOutput(end.stdout, numbersAsText);
      if (!output.ok) return { kind: 'failed', why: `${command}: ${output.why}` };
      return { kind: 'measured', metrics: output.metrics };
    },
  };
}
