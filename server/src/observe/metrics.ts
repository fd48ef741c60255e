/** One figure in the Prometheus text format, read when it is asked for. */
export interface Figure {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  /** A number, or numbers by the value of one label. */
  read(): number | { label: string; values: Readonly<Record<string, number | undefined>> };
}

export function prometheusText(figures: readonly Figure[]): string {
  return figures.map(figureText).join('');
}

function figureText({ name, help, type, read }: Figure): string {
  const value = read();
  const lines =
    typeof value === 'number'
      ? [`${name} ${value}`]
      : Object.entries(value.values).map(
          ([key, n]) => `${name}{${value.label}="${escapeLabel(key)}"} ${n ?? 0}`,
        );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
