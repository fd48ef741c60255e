import type { Command, Environment } from './command.ts';

/** The probe is a program of its own: found by name in its built form, so that neither imports the other's sources. */
const PROBE_PROGRAM = '@fengsui/probes';

interface ProbeProgram {
  runProbe(argv: readonly string[], environment: Environment): Promise<number>;
}

export const probe: Command = {
  usage: 'probe [--settings FILE]',
  summary: 'measures this machine and reports it over MQTT',
  async run(args, environment) {
    const program = (await import(PROBE_PROGRAM)) as ProbeProgram;
    return program.runProbe(args, environment);
  },
};
