import { parseArgs } from 'node:util';

export type CommandLine =
  { do: 'run'; settings: string | undefined } | { do: 'tell'; text: string } | { do: 'refuse'; text: string };

const USAGE = `usage: fengsui probe [--settings FILE]

Measures this machine and reports it over MQTT. Settings come from a YAML file and from the
environment, which wins.

  --settings FILE   the YAML file
  --version         which probe this is
  --help            this text
`;

export function readCommandLine(argv: readonly string[], version: string): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        settings: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { do: 'tell', text: USAGE };
    if (values.version) return { do: 'tell', text: `${version}\n` };
    return { do: 'run', settings: values.settings };
  } catch (error) {
    return { do: 'refuse', text: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
}
