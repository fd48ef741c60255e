import type { Metrics, MetricValue } from '@fengsui/config/contract';

export interface DerivedEvent {
  type: string;
  data: Record<string, MetricValue>;
}

interface Rule {
  metric: string;
  type: string;
  /** Whether this change of the metric is that event. */
  is: (before: MetricValue, now: MetricValue) => boolean;
  /** Other metrics that tell more. */
  with?: readonly string[];
}

/** `eb.work_state`, as GD/J 089 has it. */
const WORKING = 2;
const FAULTY = 3;

const contact = (type: string): Rule => ({ metric: `evt.${type}`, type, is: () => true });
const enters = (state: number) => (before: MetricValue, now: MetricValue) =>
  before !== state && now === state;
const leaves = (state: number) => (before: MetricValue, now: MetricValue) =>
  before === state && now !== state;
const WORK_STATE = 'eb.work_state';
const FAULT = ['eb.fault_type', 'eb.fault_code'];
const PLAY = ['eb.src', 'eb.volume_pct'];

/** Which change of a measured value is an event by itself. */
const RULES: readonly Rule[] = [
  contact('door'),
  contact('smoke'),
  contact('water'),
  { metric: WORK_STATE, type: 'play_start', is: enters(WORKING), with: PLAY },
  { metric: WORK_STATE, type: 'play_end', is: leaves(WORKING), with: PLAY },
  { metric: WORK_STATE, type: 'fault', is: enters(FAULTY), with: FAULT },
  { metric: WORK_STATE, type: 'fault_cleared', is: leaves(FAULTY) },
];

/**
 * The events between two measurements. Only an observed change is one: what was so before the probe
 * looked, or while the hardware gave no answer, began at a time that nobody knows.
 */
export function deriveEvents(before: Metrics, now: Metrics): DerivedEvent[] {
  return RULES.filter(({ metric, is }) => {
    const [was, value] = [before[metric], now[metric]];
    return isKnown(was) && isKnown(value) && was !== value && is(was, value);
  }).map((rule) => ({ type: rule.type, data: dataOf(rule, now) }));
}

function isKnown(value: MetricValue | undefined): value is NonNullable<MetricValue> {
  return value !== undefined && value !== null;
}

function dataOf({ metric, with: others = [] }: Rule, now: Metrics): DerivedEvent['data'] {
  const told = [metric, ...others].filter((name) => now[name] !== undefined);
  return Object.fromEntries(told.map((name) => [name, now[name] ?? null]));
}

/** The last known value of each metric: what gave no answer keeps its old one. */
export function remember(before: Metrics, now: Metrics): Metrics {
  const watched = new Set(RULES.map(({ metric }) => metric));
  const known = Object.entries(now).filter(([metric, value]) => watched.has(metric) && value !== null);
  return { ...before, ...Object.fromEntries(known) };
}
