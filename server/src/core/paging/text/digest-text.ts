import type { MessageText, Words } from '@fengsui/config/contract';
import { rankOf } from '../gravity.ts';
import type { PagingWorld } from '../model.ts';
import { MAX_TITLE } from './incident-text.ts';
import type { Line } from './line.ts';
import { clip, headline } from './line.ts';
import { SEVERITIES } from './terms.ts';

const WORST = 5;
const MAX_COUNTIES = 12;
const MAX_LINE = 120;

/** Counts by severity and county, the five worst, and how many more. */
export function digestText(lines: readonly Line[], world: PagingWorld): MessageText {
  const over = lines.filter(({ item }) => item.last === 'recovered').length;
  const worst = lines.slice(0, WORST).map((line) => headline(line, world, MAX_LINE));
  return {
    title: titleOf(lines),
    lines: [
      standing(lines.length - over, over),
      counties(lines, world),
      ...worst,
      ...more(lines.length - worst.length),
    ],
    severity: lines[0]?.subject.incident.severity ?? 'info',
    path: '/incidents',
  };
}

function titleOf(lines: readonly Line[]): Words {
  const counts = countBy(lines, ({ subject }) => subject.incident.severity);
  const parts = [...counts].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return {
    zh: clip(
      `${lines.length} 个事件：${parts.map(([is, n]) => `${SEVERITIES[is].zh} ${n}`).join('、')}`,
      MAX_TITLE,
    ),
    en: clip(`${lines.length} incidents: ${parts.map(([is, n]) => `${n} ${is}`).join(', ')}`, MAX_TITLE),
  };
}

function standing(open: number, over: number): Words {
  return { zh: `未结 ${open}，已恢复 ${over}`, en: `${open} open, ${over} recovered` };
}

function counties(lines: readonly Line[], { county }: PagingWorld): Words {
  const counts = countBy(lines, ({ subject }) => county(subject.incident.area));
  const most = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const named = most.slice(0, MAX_COUNTIES);
  const rest = most.slice(MAX_COUNTIES).reduce((sum, [, n]) => sum + n, 0);
  const say = (elsewhere: string, other: string) =>
    [...named.map(([name, n]) => `${name || elsewhere} ${n}`), rest > 0 && `${other} ${rest}`].filter(
      Boolean,
    );
  return { zh: say('平台', '其他').join('、'), en: say('platform', 'elsewhere').join(', ') };
}

function more(count: number): Words[] {
  return count > 0 ? [{ zh: `另有 ${count} 个`, en: `and ${count} more` }] : [];
}

function countBy<K>(lines: readonly Line[], keyOf: (line: Line) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return counts;
}
