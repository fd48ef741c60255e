/** One figure in the Prometheus text format, read when it is asked for. */
export type Figure = Plain | Histogram;

interface Plain {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  /** A number, or numbers by the value of one label. */
  read(): number | { label: string; values: Readonly<Record<string, number | undefined>> };
}

interface Histogram {
  name: string;
  help: string;
  type: 'histogram';
  /** How many fell into each bucket; there is one more than there are bounds, for the rest. */
  read(): { bounds: readonly number[]; counts: readonly number[]; sum: number };
}

export function prometheusText(figures: readonly Figure[]): string {
  return figures.map(figureText).join('');
}

function figureText(figure: Figure): string {
  const { name, help, type } = figure;
  const lines = figure.type === 'histogram' ? histogramLines(figure) : plainLines(figure);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function plainLines({ name, read }: Plain): string[] {
  const value = read();
  if (typeof value === 'number') return [`${name} ${value}`];
  const { label, values } = value;
  return Object.entries(values).map(([key, n]) => `${name}{${label}="${escapeLabel(key)}"} ${n ?? 0}`);
}

function histogramLines({ name, read }: Histogram): string[] {
  const { bounds, counts, sum } = read();
  let upTo = 0;
  const buckets = counts.map((count, i) => `${name}_bucket{le="${bounds[i] ?? '+Inf'}"} ${(upTo += count)}`);
  return [...buckets, `${name}_sum ${sum}`, `${name}_count ${upTo}`];
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
