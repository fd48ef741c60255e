import { decimal, rounded } from '../decimal.ts';

export interface WirelessLine {
  name: string;
  levelDbm: number | undefined;
}

export interface LinkText {
  /** The access point's address; undefined where there is no connection. */
  bssid: string | undefined;
  signalDbm: number | undefined;
  txMbps: number | undefined;
}

export interface StationCounters {
  bssid: string;
  packets: number;
  retries: number;
}

const WEAKEST_DBM = -120;

/** `/proc/net/wireless`: a dot after a number says that it is new, not that it is a fraction. */
export function parseWireless(text: string): WirelessLine[] {
  return text.split('\n').flatMap((line) => {
    const [, name, , level] = /^\s*([^\s:]{1,15}):\s+(\S+)\s+\S+\s+(-?\d+)\.?(?:\s|$)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, levelDbm: plausibleDbm(decimal(level)) }];
  });
}

/** What `iw dev X link` prints. */
export function parseLink(text: string): LinkText {
  const bssid = /^Connected to ([0-9a-f]{2}(?::[0-9a-f]{2}){5})\b/im.exec(text)?.[1]?.toLowerCase();
  const signal = /^[ \t]*signal:[ \t]*(-?\d{1,3})\b/m.exec(text)?.[1];
  const bitrate = /^[ \t]*tx bitrate:[ \t]*(\d{1,6}(?:\.\d{1,3})?) MBit\/s/m.exec(text)?.[1];
  if (bssid === undefined) return { bssid, signalDbm: undefined, txMbps: undefined };
  return { bssid, signalDbm: plausibleDbm(decimal(signal)), txMbps: decimal(bitrate) };
}

/** What `iw dev X station get …` prints; a connection over several radios is counted as one. */
export function parseStation(text: string, bssid: string): StationCounters | undefined {
  const packets = total(text, 'tx packets');
  const retries = total(text, 'tx retries');
  return packets === undefined || retries === undefined ? undefined : { bssid, packets, retries };
}

/** Share of transmissions that were repetitions, percent; undefined where nothing was sent. */
export function retryPercent(before: StationCounters, after: StationCounters): number | undefined {
  const packets = after.packets - before.packets;
  const retries = after.retries - before.retries;
  if (after.bssid !== before.bssid || packets < 0 || retries < 0 || packets + retries === 0) return undefined;
  return rounded((retries / (packets + retries)) * 100, 1);
}

function total(text: string, field: string): number | undefined {
  const values = [...text.matchAll(new RegExp(`^[ \\t]*${field}:[ \\t]*(\\d{1,20})[ \\t]*$`, 'gm'))];
  return values.length === 0
    ? undefined
    : values.reduce((sum, [, digits]) => sum + (decimal(digits) ?? 0), 0);
}

/** Drivers that do not know a level say 0, -256, or a number of their own scale. */
function plausibleDbm(level: number | undefined): number | undefined {
  return level !== undefined && level < 0 && level >= WEAKEST_DBM ? level : undefined;
}
