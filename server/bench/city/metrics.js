/** Reads what a program tells Prometheus: `{name: value}`, `{name{labels}: value}`. */
export async function readMetrics(url) {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(60_000) });
  const figures = {};
  for (const line of (await answer.text()).split('\n')) {
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
