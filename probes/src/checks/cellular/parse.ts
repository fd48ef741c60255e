import type { Metrics } from '@fengsui/config/contract';
import { z } from 'zod';
import { decimal } from '../decimal.ts';
import { parseJson } from '../json-text.ts';

/** ModemManager writes all values as text, and `--` where it knows none. */
const Values = z.record(z.string(), z.string()).catch({});
const ModemList = z.object({ 'modem-list': z.array(z.string().max(256)).max(64) });
const Signal = z.object({
  modem: z.object({
    signal: z.object({
      refresh: Values.default({}),
      '5g': Values.default({}),
      lte: Values.default({}),
      umts: Values.default({}),
      gsm: Values.default({}),
    }),
  }),
});

const FIELDS = {
  rsrp: 'cell.rsrp_dbm',
  rsrq: 'cell.rsrq_db',
  snr: 'cell.sinr_db',
  rssi: 'cell.rssi_dbm',
} as const;
const GENERATIONS = [
  ['lte', 'LTE'],
  ['5g', '5G'],
  ['umts', 'UMTS'],
  ['gsm', 'GSM'],
] as const;

export interface ModemSignal {
  metrics: Metrics;
  /** ModemManager was not told to ask the modem; so it was after a restart or a reset of the modem. */
  needsSetup: boolean;
}

/** What `mmcli -L -J` prints: the modems' paths, or undefined where that is not what it is. */
export function parseModemList(text: string): string[] | undefined {
  const list = ModemList.safeParse(parseJson(text));
  return list.success
    ? list.data['modem-list'].filter((path) =>
        /^\/org\/freedesktop\/ModemManager1\/Modem\/\d{1,9}$/.test(path),
      )
    : undefined;
}

/** What `mmcli -m … --signal-get -J` prints; undefined where that is not what it is. */
export function parseSignal(text: string): ModemSignal | undefined {
  const parsed = Signal.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { signal } = parsed.data.modem;
  const heard = GENERATIONS.map(([key, rat]) => ({ rat, values: numbersOf(signal[key]) })).filter(
    ({ values }) => Object.keys(values).length > 0,
  );
  return { metrics: cellMetrics(heard), needsSetup: decimal(signal.refresh['rate']) === 0 };
}

interface Cell {
  rat: (typeof GENERATIONS)[number][1];
  values: Readonly<Record<string, number>>;
}

/** With 5G beside LTE the LTE cell holds the connection: its values are those without an instance. */
function cellMetrics([main, second]: readonly Cell[]): Metrics {
  if (!main) return { 'cell.rat': null, ...valuesOf({ rat: 'LTE', values: {} }) };
  if (main.rat !== 'LTE' || second?.rat !== '5G') return { 'cell.rat': main.rat, ...valuesOf(main) };
  const beside = Object.entries(valuesOf(second)).map(([name, value]) => [`${name}.nr`, value]);
  return { 'cell.rat': '5G NSA', ...valuesOf(main), ...Object.fromEntries(beside) } as Metrics;
}

function valuesOf({ rat, values }: Cell): Metrics {
  const metrics: Metrics = {};
  for (const [field, name] of Object.entries(FIELDS)) {
    const value = values[field] ?? (isOwed(field, rat) ? null : undefined);
    if (value !== undefined) metrics[name] = value;
  }
  return metrics;
}

/** Older generations have no reference signal, and 5G tells no RSSI: there nothing is missing. */
function isOwed(field: string, rat: Cell['rat']): boolean {
  if (rat === 'UMTS' || rat === 'GSM') return field === 'rssi';
  return rat !== '5G' || field !== 'rssi';
}

function numbersOf(values: Readonly<Record<string, string>>): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const field of Object.keys(FIELDS)) {
    const value = Object.hasOwn(values, field) ? decimal(values[field]) : undefined;
    if (value !== undefined) numbers[field] = value;
  }
  return numbers;
}
