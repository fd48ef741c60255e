import type { FileText, Host, ProgramEnd, ProgramLimits, Reply } from './host.ts';

/** What a program would do: its output, or another end. */
export type FakeProgram = ProgramEnd | string;

export interface FakeWorld {
  /** As `grep "" FILES` prints them, its errors included; a line that is a path alone is an empty entry. */
  files: string;
  /** By the whole command line; all others are not installed. */
  programs: Record<string, FakeProgram>;
  /** By `tcp HOST PORT`, `http URL` or `dns NAME SERVER`; each reply once, the last one for ever. */
  replies: Record<string, Reply[]>;
  atMs: number;
}

export interface FakeHost extends Host {
  /** May be changed between runs. */
  world: FakeWorld;
  /** Command lines in the order in which they were run. */
  ran: string[];
  limits: ProgramLimits[];
}

export function createFakeHost(start: Partial<FakeWorld> = {}): FakeHost {
  const world: FakeWorld = { files: '', programs: {}, replies: {}, atMs: 0, ...start };
  const ran: string[] = [];
  const limits: ProgramLimits[] = [];
  const reply = (key: string): Promise<Reply> => {
    const [first, ...others] = world.replies[key] ?? [];
    if (others.length > 0) world.replies[key] = others;
    return Promise.resolve(first ?? { ok: false, why: 'timeout' });
  };
  return {
    world,
    ran,
    limits,
    readText: (path, maxBytes) => Promise.resolve(readCapture(world.files, path, maxBytes)),
    list: (path) => Promise.resolve(listCapture(world.files, path)),
    run: (command, args, given) => {
      const line = [command, ...args].join(' ');
      ran.push(line);
      limits.push(given);
      return Promise.resolve(programEnd(world.programs[line]));
    },
    tcpConnect: (host, port) => reply(`tcp ${host} ${port}`),
    httpGet: (url) => reply(`http ${url}`),
    dnsResolve: (name, server) => reply(`dns ${name} ${server ?? ''}`.trim()),
    nowMs: () => world.atMs,
    monotonicMs: () => world.atMs,
  };
}

const ERRORS: Record<string, string> = { 'Invalid argument': 'EINVAL', 'No data available': 'ENODATA' };

function readCapture(files: string, path: string, maxBytes: number): FileText {
  const lines = files.split('\n');
  const error = lines.find((line) => line.startsWith(`grep: ${path}: `))?.slice(`grep: ${path}: `.length);
  if (error !== undefined) return { ok: false, code: ERRORS[error] ?? 'EIO' };
  const content = lines
    .filter((line) => line.startsWith(`${path}:`))
    .map((line) => line.slice(path.length + 1));
  if (content.length === 0) return { ok: false, code: 'ENOENT' };
  return { ok: true, text: `${content.join('\n')}\n`.slice(0, maxBytes) };
}

function listCapture(files: string, path: string): string[] {
  const paths = files.split('\n').map((line) => line.replace(/^grep: /, '').split(':', 1)[0] ?? '');
  const below = paths.filter((each) => each.startsWith(`${path}/`));
  return [...new Set(below.map((each) => each.slice(path.length + 1).split('/', 1)[0] ?? ''))].sort();
}

function programEnd(program: FakeProgram | undefined): ProgramEnd {
  if (program === undefined) return { end: 'not_started', code: 'ENOENT' };
  return typeof program === 'string' ? { end: 'exit', code: 0, stdout: program, stderr: '' } : program;
}
