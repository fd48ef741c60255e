import type { Metrics } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import type { SignalRow } from '../device/signal.ts';
import { holds, isBeyond, signalRulesOf } from '../device/signal.ts';
import type { DeviceState } from '../device/state.ts';
import type { Finding } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';

/** A value, and the line that makes it bad. */
interface Evidence {
  row: SignalRow;
  value: number;
  line: number;
}

export const loneWeakKey = (device: string): string => `weak:device:${device}`;

/** The signal of one device is bad, and has been for some time: somebody must go and see. */
export function loneWeakFinding(state: DeviceState, at: number, people: MonitorSite['people']): Finding {
  const { id, area, signalSince } = state;
  const since = signalSince ?? at;
  const evidence = worst(state);
  return {
    key: loneWeakKey(id),
    type: 'weak_signal',
    scope: { kind: 'device', id },
    area,
    since,
    severity: 'minor',
    cause: 'UNKNOWN',
    affected: { lost: 1, monitored: 1, ...people(id) },
    because: {
      evidence: 'signal_bad_for_long',
      ...(evidence && told(evidence)),
      samplesNeeded: '3 of 5',
      badSince: since,
      words: words(state, evidence, Math.floor((at - since) / 60_000)),
    },
  };
}

function told({ row, value, line }: Evidence) {
  const { metric, side, when, source } = row;
  return {
    metric,
    value,
    threshold: {
      side,
      enter: line,
      exit: row.bad?.exit ?? line,
      when: when ? { metric: when.metric, is: when.is } : null,
      source,
    },
  };
}

/**
 * What is furthest from well, by the width between its two lines. The newest sample may be a good one among
 * bad ones; then it is what is nearest to bad.
 */
function worst({ class: name, metrics }: DeviceState): Evidence | undefined {
  const rows = signalRulesOf(name).flatMap((rule) => rule.rows);
  const found = rows.flatMap((row) => evidenceOf(row, metrics));
  return found.sort((a, b) => excess(b) - excess(a))[0];
}

function evidenceOf(row: SignalRow, metrics: Metrics): Evidence[] {
  const value = metrics[row.metric];
  if (!row.bad || typeof value !== 'number' || !holds(row, metrics, metrics)) return [];
  return [{ row, value, line: row.bad.enter }];
}

function excess({ row, value, line }: Evidence): number {
  const width = Math.abs((row.bad?.exit ?? line) - line);
  const beyond = Math.abs(value - line) / width;
  return isBeyond(row, line, value) ? beyond : -beyond;
}

function words({ name }: DeviceState, evidence: Evidence | undefined, minutes: number) {
  const ending = {
    zh: '请检查天线、馈线、接头或接入线路',
    en: 'have its antenna, cable, connectors or line seen to',
  };
  if (!evidence) {
    return {
      zh: `${name}信号差已持续${minutes}分钟，${ending.zh}`,
      en: `the signal of ${name} has been bad for ${minutes} minutes: ${ending.en}`,
    };
  }
  const { row, value, line } = evidence;
  const { zh, en, unit } = metricInfo(row.metric) ?? { zh: row.metric, en: row.metric, unit: '' };
  const [below, above] = row.side === 'low' ? ['低于', 'below'] : ['高于', 'above'];
  const withUnit = (number: number): string => (unit ? `${number} ${unit}` : `${number}`);
  return {
    zh: `${name}信号差已持续${minutes}分钟：${zh}现为 ${withUnit(value)}（差信号门限：${below} ${withUnit(line)}），${ending.zh}`,
    en: `the signal of ${name} has been bad for ${minutes} minutes: ${en} is ${withUnit(value)} (bad ${above} ${withUnit(line)}): ${ending.en}`,
  };
}
