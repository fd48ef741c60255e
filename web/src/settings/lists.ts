/** Lists that are replaced whole. */
export const replaced = <T>(list: readonly T[], at: number, value: T): T[] =>
  list.map((one, i) => (i === at ? value : one));

export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

/** The one at `at`, a place further up; the first stays. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return [...list];
  return list.map((value, i) => (i === at ? other : i === at + by ? one : value));
}

export const toggled = <T>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
