import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DeviceClass, Threshold } from '../src/contract/index.ts';
import { metricInfo } from '../src/contract/index.ts';
import { DEVICE_CLASSES } from './index.ts';

const PAGE = join(import.meta.dirname, '../../docs/signal.md');
const HEADER = ['Classes', 'Metric', 'Where', 'WEAK', 'BAD', 'Of', 'Source'];

/** A row for each threshold; what several classes share stands once. */
function rowsOfClasses(): string[][] {
  const names = new Map<string, string[]>();
  for (const profile of Object.values<DeviceClass>(DEVICE_CLASSES)) {
    for (const row of profile.thresholds) {
      const key = JSON.stringify(cellsOf(row));
      names.set(key, [...(names.get(key) ?? []), `\`${profile.class}\``]);
    }
  }
  return [...names].map(([key, classes]) => [classes.join(', '), ...(JSON.parse(key) as string[])]);
}

function cellsOf({ metric, side, when, weak, bad, of: about = 'signal', source }: Threshold): string[] {
  const { unit = '' } = metricInfo(metric) ?? {};
  const beyond = side === 'low' ? 'below' : 'above';
  const line = (pair: Threshold['weak']): string =>
    pair ? `${beyond} ${pair.enter}, back at ${pair.exit}` : '–';
  const where = when ? `\`${when.metric}\` ${when.is}` : '–';
  return [`\`${metric}\`${unit && `, ${unit}`}`, where, line(weak), line(bad), about, source];
}

function rowsOfPage(): string[][] {
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  const first = lines.findIndex((line) => line.startsWith('| Classes'));
  const table = lines.slice(first);
  const end = table.findIndex((line) => !line.startsWith('|'));
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  return table.slice(0, end).map(cells);
}

it('is what the page on signals says of thresholds, row by row', () => {
  const [header, , ...rows] = rowsOfPage();
  expect(header).toEqual(HEADER);
  expect(rows).toEqual(rowsOfClasses());
});
