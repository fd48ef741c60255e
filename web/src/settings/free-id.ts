/** `person-3`: the first number that nobody has. */
export function freeId(prefix: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  let n = 1;
  while (known.has(`${prefix}-${n}`)) n += 1;
  return `${prefix}-${n}`;
}
