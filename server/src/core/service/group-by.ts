/** In the order in which the keys first appear. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): [key: string, items: T[]][] {
  const grouped = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = grouped.get(key);
    if (known) known.push(item);
    else grouped.set(key, [item]);
  }
  return [...grouped];
}

/** The same in the order of the keys. */
export function sortedBy<T>(items: Iterable<T>, keyOf: (item: T) => string): [key: string, items: T[]][] {
  return groupBy(items, keyOf).sort(([a], [b]) => (a < b ? -1 : 1));
}
