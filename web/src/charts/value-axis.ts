export interface ValueAxis {
  min: number;
  max: number;
  step: number;
}

/**
 * How an axis of a unit is laid: `whole` always shows the same range; `zero` begins at zero and goes
 * at least to `least`; `span` keeps to the data and never magnifies a range smaller than `least`.
 */
type Rule = { whole: readonly [number, number] } | { zero: number } | { span: number };

const RULES: Readonly<Record<string, Rule>> = {
  '%': { whole: [0, 100] },
  '': { zero: 1 },
  ms: { zero: 10 },
  'bit/s': { zero: 1_000 },
  B: { zero: 1_000 },
  MB: { zero: 100 },
  s: { span: 600 },
  '°C': { span: 10 },
  V: { span: 20 },
  A: { zero: 1 },
  dB: { span: 8 },
  dBm: { span: 8 },
  dBµV: { span: 8 },
};
const OTHERWISE: Rule = { span: 1 };
/** Round steps where seconds are shown as minutes, hours and days. */
const TIME_STEPS = [60, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000];

/** The axis for values from `low` to `high` of a unit, cut into about `levels` parts. */
export function valueAxis(low: number, high: number, unit: string, levels = 4): ValueAxis {
  const rule = RULES[unit] ?? OTHERWISE;
  if ('whole' in rule && low >= rule.whole[0] && high <= rule.whole[1]) {
    return { min: rule.whole[0], max: rule.whole[1], step: (rule.whole[1] - rule.whole[0]) / levels };
  }
  const [from, to] = wanted(low, high, rule);
  const step = roundStep((to - from) / levels, unit);
  return { min: Math.floor(from / step) * step, max: Math.ceil(to / step) * step, step };
}

function wanted(low: number, high: number, rule: Rule): [number, number] {
  if ('zero' in rule && low >= 0) return [0, Math.max(high * 1.05, rule.zero)];
  const least = 'span' in rule ? rule.span : 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  const from = low - missing;
  /** What cannot be negative is not given an axis below zero. */
  const shift = low >= 0 && from < 0 ? -from : 0;
  return [from + shift, high + missing + shift];
}

function roundStep(raw: number, unit: string): number {
  if (unit === 's') return TIME_STEPS.find((step) => step >= raw) ?? decimalStep(raw / 86_400) * 86_400;
  return decimalStep(raw);
}

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
function decimalStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5].find((one) => one * power >= raw * 0.999) ?? 10;
  return factor * power;
}
