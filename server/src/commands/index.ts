import type { Command } from './command.ts';

export const commands: Readonly<Record<string, Command>> = {
  serve: {
    usage: 'serve [--settings FILE] [--own-probe]',
    summary: 'runs the server; --own-probe adds a probe on this machine',
    load: async () => (await import('./serve.ts')).serve,
  },
  probe: {
    usage: 'probe [--settings FILE]',
    summary: 'measures this machine and reports it over MQTT',
    load: async () => (await import('./probe.ts')).probe,
  },
  record: {
    usage: 'record --out FILE [--for SECONDS] [--settings FILE]',
    summary: 'writes what the broker delivers to a new file, packed if it ends in .gz, until it is stopped',
    load: async () => (await import('./record.ts')).record,
  },
  replay: {
    usage: 'replay --site DIR --recording FILE [--settings FILE] [--facts all] [--pages] [--progress]',
    summary:
      'plays a recording (.ndjson, .ndjson.gz, - for standard input) through the detection, by its own clock; facts go to standard output; --pages adds whom the rota of on-call.yaml would have told what, and why, if nobody had acknowledged anything and everybody could be reached',
    load: async () => (await import('./replay.ts')).replay,
  },
  drill: {
    usage:
      'drill [--scenario NAME] [--devices N] [--speed X] [--list] [--keep] [--seed N] [--site DIR] [--data DIR] [--port N] [--mqtt-port N]',
    summary:
      'plays a scenario with a simulated fleet to an instance of its own, marked as a drill; --list names the scenarios',
    load: async () => (await import('./drill.ts')).drill,
  },
  import: {
    usage: 'import --site DIR [--settings FILE] [--dry-run]',
    summary:
      'takes over the files that describe an operator, all of them or none; --dry-run only checks them',
    load: async () => (await import('./import-site.ts')).importSite,
  },
  'hand-over': {
    usage: 'hand-over --county CODE --to NAME --out FILE [--settings FILE]',
    summary:
      'takes a county out of this server, which is stopped, for the server NAME that awaits it; all that was known of it goes into FILE',
    load: async () => (await import('./hand-over.ts')).handOver,
  },
  'take-over': {
    usage: 'take-over --subscribe CODE | --bundle FILE | --abandon CODE [--settings FILE]',
    summary:
      'takes a county over from another server, while this one is stopped: --subscribe has the broker keep its messages, --bundle puts in what was handed over, --abandon gives it up',
    load: async () => (await import('./take-over.ts')).takeOver,
  },
};

export function usage(): string {
  const lines = Object.values(commands).map(
    ({ usage: words, summary }) => `  fengsui ${words}\n      ${summary}\n`,
  );
  return `Fengsui 烽燧 — real-time operations monitoring\n\n${lines.join('')}`;
}
