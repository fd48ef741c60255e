import type { Host, ProgramEnd } from '../host.ts';
import type { LinkText, StationCounters } from './parse.ts';
import { parseLink, parseStation } from './parse.ts';

const MAX_BYTES = 16_384;
const TIMEOUT_MS = 3_000;

/** Runs `iw dev NAME …`. */
export type Iw = (...args: string[]) => Promise<ProgramEnd>;

/** How `iw` sees the connection; `end` says why it does not, where `link` is undefined. */
export interface IwReading {
  end: ProgramEnd;
  link: LinkText | undefined;
  station: StationCounters | undefined;
}

export function createIw(run: Host['run'], command: string, name: string, signal: AbortSignal): Iw {
  return (...args) =>
    run(command, ['dev', name, ...args], { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal });
}

export async function readIw(iw: Iw): Promise<IwReading> {
  const end = await iw('link');
  if (end.end !== 'exit' || end.code !== 0) return { end, link: undefined, station: undefined };
  const link = parseLink(end.stdout);
  return { end, link, station: link.bssid === undefined ? undefined : await readStation(iw, link.bssid) };
}

async function readStation(iw: Iw, bssid: string): Promise<StationCounters | undefined> {
  const end = await iw('station', 'get', bssid);
  return end.end === 'exit' && end.code === 0 ? parseStation(end.stdout, bssid) : undefined;
}
