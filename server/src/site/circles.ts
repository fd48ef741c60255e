/**
 * The circles in a set of parents, each once, as its members in order from the first that was met.
 * A parent that is not among the keys ends the way up.
 */
export function findCircles(parentOf: ReadonlyMap<string, string | undefined>): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const start of parentOf.keys()) {
    const way = new Map<string, number>();
    let at: string | undefined = start;
    while (at !== undefined && parentOf.has(at) && !done.has(at) && !way.has(at)) {
      way.set(at, way.size);
      at = parentOf.get(at);
    }
    const entry = at === undefined ? undefined : way.get(at);
    if (entry !== undefined) circles.push([...way.keys()].slice(entry));
    for (const member of way.keys()) done.add(member);
  }
  return circles;
}
