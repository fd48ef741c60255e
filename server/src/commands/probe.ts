import type { Run } from './command.ts';

/** The probe is a program of its own: found by name in its built form, so that neither imports the other's sources. */
const PROBE_PROGRAM = '@fengsui/probes';

export const probe: Run = async (args, environment) => {
  const program = (await import(PROBE_PROGRAM)) as { runProbe: Run };
  return program.runProbe(args, environment);
};
