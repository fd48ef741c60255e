import type { Metrics } from '@fengsui/config/contract';
import { rounded } from '../decimal.ts';

const HAS_LOCK = 0x10;
/** dBm into 75 Ω to dBµV. */
const DBUV_AT_0_DBM = 108.75;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,16}[A-Za-z]`, 'g');
const TOOL_LINE = /^\s{0,16}[^\s(]{0,16}\s{0,16}\(0x([0-9a-f]{1,4})\)(.*)$/i;
const APPS_LINE = /^\s{0,16}status\s[^|]{0,16}\|\s*signal\s.*$/i;

export interface DvbReading {
  /** Reports the ratio as MER: for demodulators which are known to measure that. */
  mer: boolean;
}

/**
 * What `dvb-fe-tool --femon` or the older `femon` prints, of which the last line counts: error
 * rates are differences from line to line. Undefined where there is no such line.
 */
export function parseFemon(text: string, { mer }: DvbReading): Metrics | undefined {
  const lines = text.replace(COLOUR, '').split(/[\r\n]+/);
  const last = lines.findLast((line) => TOOL_LINE.test(line) || APPS_LINE.test(line));
  if (last === undefined) return undefined;
  const [, status, values = ''] = TOOL_LINE.exec(last) ?? [];
  // Signal and ratio are in units of the tuner's own here, which compare with nothing.
  if (status === undefined) return { 'dvbc.lock': /\bFE_HAS_LOCK\b/.test(last) };
  return toolMetrics((parseInt(status, 16) & HAS_LOCK) !== 0, values, mer);
}

/** The word after `Quality=` is left out: the library that prints it computes it wrongly. */
function toolMetrics(lock: boolean, values: string, mer: boolean): Metrics {
  const metrics: Metrics = { 'dvbc.lock': lock, ...signalMetrics(quantity(values, 'Signal')) };
  const ratio = quantity(values, 'C/N');
  const received = {
    [mer ? 'dvbc.mer_db' : 'dvbc.cn_db']: ratio?.unit === 'dB' ? ratio.value : undefined,
    'dvbc.ber_pre': errorRate(values, 'preBER'),
    'dvbc.ber_post': errorRate(values, 'postBER'),
  };
  for (const [name, value] of Object.entries(received)) {
    // Without lock it is noise, or left over from before.
    if (value !== undefined) metrics[name] = lock ? value : null;
  }
  const blocks = /\bUCB=\s*(\d{1,15})\b/.exec(values)?.[1];
  return blocks === undefined ? metrics : { ...metrics, 'dvbc.ucb': Number(blocks) };
}

function signalMetrics(signal: Quantity | undefined): Metrics {
  if (signal?.unit === 'dBm') return { 'dvbc.level_dbuv': rounded(signal.value + DBUV_AT_0_DBM, 2) };
  return signal?.unit === '%' ? { 'dvbc.signal_pct': signal.value } : {};
}

interface Quantity {
  value: number;
  unit: string;
}

/** Decimal commas come from programs that do not heed LC_ALL. */
function quantity(values: string, label: string): Quantity | undefined {
  const pattern = new RegExp(`(?:^|\\s)${label}=\\s*(-?\\d{1,9}(?:[.,]\\d{1,9})?)\\s?(dBm|dB|%)(?=\\s|$)`);
  const [, digits, unit] = pattern.exec(values) ?? [];
  return digits === undefined || unit === undefined
    ? undefined
    : { value: Number(digits.replace(',', '.')) + 0, unit };
}

/** `28.0x10^-6`; what is above 1 is a count from an old driver and no rate. */
function errorRate(values: string, label: string): number | undefined {
  const pattern = new RegExp(`\\b${label}=\\s*(\\d{1,12}(?:[.,]\\d{1,9})?)(?:x10\\^(-?\\d{1,2}))?(?=\\s|$)`);
  const [, digits, exponent = '0'] = pattern.exec(values) ?? [];
  if (digits === undefined) return undefined;
  const rate = Number(`${digits.replace(',', '.')}e${exponent}`);
  return rate <= 1 ? rate : undefined;
}
