import { get } from 'node:http';

const TIMEOUT_MS = 60_000;

/** A connection for each question: one that is kept may be closed by the server in the very moment of the next. */
function ask(url) {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent: false, timeout: TIMEOUT_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve(text));
      answer.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer from ${url} within ${TIMEOUT_MS} ms`)));
    asked.on('error', reject);
  });
}

/** Reads what a program tells Prometheus: `{name: value}`, `{name{labels}: value}`. */
export async function readMetrics(url) {
  const figures = {};
  for (const line of (await ask(`${url}/metrics`)).split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const at = line.lastIndexOf(' ');
    figures[line.slice(0, at)] = Number(line.slice(at + 1));
  }
  return figures;
}

/** The buckets of a histogram as `[upper end, count]`, those of `before` taken off. */
export function histogramOf(figures, before, name) {
  const cumulative = Object.entries(figures)
    .filter(([key]) => key.startsWith(`${name}_bucket{`))
    .map(([key, count]) => {
      const end = /le="([^"]+)"/.exec(key)?.[1] ?? '';
      return [end === '+Inf' ? Infinity : Number(end), count - (before[key] ?? 0)];
    })
    .sort(([a], [b]) => a - b);
  return cumulative.map(([end, count], i) => [end, count - (cumulative[i - 1]?.[1] ?? 0)]);
}
