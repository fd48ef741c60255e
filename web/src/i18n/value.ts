import type { MetricValue } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import type { Catalogue } from './catalogue.ts';
import type { Formats } from './format.ts';
import { CATALOGUES } from './language.ts';

/** A value as people read it; the unit apart, because it is set smaller. */
export interface Reading {
  text: string;
  unit: string;
}

/** Digits after the point per unit; a metric without unit has two, what is counted has none. */
const DIGITS: Readonly<Record<string, number>> = {
  '%': 1,
  '°C': 1,
  ms: 1,
  dB: 1,
  dBm: 1,
  dBmV: 1,
  dBµV: 1,
  V: 1,
  A: 2,
  mA: 1,
  MB: 1,
  kHz: 0,
  kBd: 0,
  QAM: 0,
  min: 0,
  h: 0,
  'Mbit/s': 0,
};

const SCALES: readonly (readonly [number, string])[] = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
];

export function readMetric(name: string, value: MetricValue, text: Catalogue, formats: Formats): Reading {
  if (value === null) return { text: text.value.noAnswer, unit: '' };
  const word = stateWord(name, value, text);
  if (word !== undefined) return { text: word, unit: '' };
  if (typeof value !== 'number') return { text: String(value), unit: '' };
  return readNumber(value, metricInfo(name), formats);
}

/** Whether a metric takes states, not quantities: they have no mean, and draw no curve. */
export const isStateMetric = (name: string): boolean =>
  (metricInfo(name)?.type ?? 'number') !== 'number' || Object.hasOwn(CATALOGUES.en.states, name);

/** The word for a value that is a state, undefined for a quantity. */
export function stateWord(name: string, value: MetricValue, text: Catalogue): string | undefined {
  const words = text.states[name];
  const info = metricInfo(name);
  if (info?.type === 'boolean') {
    const yes = value === true || value === 1;
    return words?.[String(yes)] ?? (yes ? text.value.yes : text.value.no);
  }
  return words ? (words[String(value)] ?? String(value)) : undefined;
}

function readNumber(value: number, info: ReturnType<typeof metricInfo>, formats: Formats): Reading {
  const unit = info?.unit ?? '';
  if (unit === 's') return { text: formats.duration(value * 1_000), unit: '' };
  if (unit === 'bit/s' || unit === 'B') return scaled(value, unit, formats);
  if (info?.counter) return { text: formats.count(value), unit };
  if (value !== 0 && Math.abs(value) < 0.005) return { text: formats.scientific(value), unit };
  return { text: formats.fixed(value, DIGITS[unit] ?? 2), unit };
}

function scaled(value: number, unit: string, formats: Formats): Reading {
  const [factor, prefix] = SCALES.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  const shown = value / factor;
  return { text: formats.fixed(shown, factor === 1 ? 0 : shown < 100 ? 1 : 0), unit: prefix + unit };
}
