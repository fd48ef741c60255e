import { join } from 'node:path';
import { listFolder, readFileText } from './host-files.ts';
import { createNetwork } from './host-network.ts';
import { createPrograms } from './host-programs.ts';

/** `code` is the system's own, e.g. ENOENT, or EINVAL for the carrier of an interface that is down. */
export type FileText = { ok: true; text: string } | { ok: false; code: string };

export interface Limits {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface ProgramLimits extends Limits {
  /** For standard output and standard error, each. */
  maxBytes: number;
  /** Besides PATH and LC_ALL=C, which are all that a program gets. */
  env?: Readonly<Record<string, string>> | undefined;
}

export type ProgramEnd =
  | { end: 'exit'; code: number; stdout: string; stderr: string }
  | { end: 'not_started'; code: string }
  | { end: 'timeout' | 'too_much_output' | 'aborted' }
  | { end: 'killed'; signal: string }
  /** The last one of its kind was killed and has not gone: the kernel holds it. */
  | { end: 'stuck' };

export type Reply = { ok: true; ms: number } | { ok: false; why: string };

/** The outside world, as far as checks may see it. Nothing here throws for an answer it understood. */
export interface Host {
  /** At most `maxBytes`; the rest is not read. */
  readText(path: string, maxBytes: number): Promise<FileText>;
  /** Names in a folder, sorted, at most 1,024; empty where there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Without a shell. Killed with all that it started when its time or its output is too much. */
  run(command: string, args: readonly string[], limits: ProgramLimits): Promise<ProgramEnd>;
  /** Time from the first packet to the connection, without the look-up of the name. */
  tcpConnect(host: string, port: number, limits: Limits): Promise<Reply>;
  /** Time to the head of the answer, whatever it is below 500; the body is not read. */
  httpGet(url: string, limits: Limits): Promise<Reply>;
  /** Time until the server (`address` or `address:port`) answers; without one, those of the system. */
  dnsResolve(name: string, server: string | undefined, limits: Limits): Promise<Reply>;
  /** Milliseconds since 1970 UTC. */
  nowMs(): number;
  /** Milliseconds since some moment, never set back. */
  monotonicMs(): number;
}

export interface HostOptions {
  /** Where `/proc`, `/sys` and `/dev` are found. */
  rootPath?: string;
  /** Where programs are looked for. */
  searchPath?: string;
}

const SEARCH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function createHost({ rootPath = '/', searchPath = SEARCH_PATH }: HostOptions = {}): Host {
  const monotonicMs = () => performance.now();
  return {
    readText: (path, maxBytes) => readFileText(join(rootPath, path), maxBytes),
    list: (path) => listFolder(join(rootPath, path)),
    ...createPrograms(searchPath),
    ...createNetwork(monotonicMs),
    nowMs: () => Date.now(),
    monotonicMs,
  };
}
