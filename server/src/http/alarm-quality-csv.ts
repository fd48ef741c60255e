import type { AlarmQualityAnswer, QualityShare } from '@fengsui/config/contract';
import { csvLine, csvTime } from './send-csv.ts';

type Cell = string | number | null;

/** One figure a line, with what it was counted from; then the sources and floods by name. */
export function* alarmQualityCsv(report: AlarmQualityAnswer): Generator<string> {
  const { rate, floods, chattering, stale, priorities, topTen, acknowledged, nuisance } = report;
  yield csvLine('figure', 'item', 'numerator', 'denominator', 'value', 'target', 'state');
  yield line('region', report.region);
  yield line('from', csvTime(report.from));
  yield line('to', csvTime(report.to));
  yield line(
    'alarms_per_operator_10min',
    'mean',
    rate.alarms,
    rate.slots,
    rate.mean,
    rate.target,
    rate.state,
  );
  yield line('alarms_per_operator_10min', 'max', rate.most?.count ?? 0, null, rate.most?.count ?? null);
  yield shareLine('flood_time_ms', '', floods);
  yield shareLine('chattering_sources', '', chattering);
  yield shareLine('stale_incidents', '', stale);
  for (const priority of ['high', 'medium', 'low'] as const)
    yield shareLine('priority', priority, priorities[priority]);
  yield shareLine('top_ten_sources', '', topTen);
  const { sumMs, count, meanMs, state, never } = acknowledged;
  yield line('time_to_acknowledge_ms', 'mean', sumMs, count, meanMs, null, state);
  yield line('never_acknowledged', '', never, never + count);
  yield shareLine('nuisance', '', nuisance);
  for (const { source, alarms } of topTen.sources) yield line('source', source, alarms, topTen.denominator);
  for (const { operator, from, to, peak } of floods.longest)
    yield line('flood', `${operator} ${csvTime(from)}/${csvTime(to)}`, peak);
}

const shareLine = (
  figure: string,
  item: string,
  { numerator, denominator, ratio, target, state }: QualityShare,
): string => line(figure, item, numerator, denominator, ratio, target, state);

/** What is not there stays empty. */
function line(figure: string, item: string, ...cells: readonly Cell[]): string {
  const filled = Array.from({ length: 5 }, (_, i) => cells[i] ?? '');
  return csvLine(figure, guarded(item), ...filled);
}

/** A name that begins like a formula is not run by a spreadsheet. */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
