export const MAX_INTERFACES = 8;

/** A pattern is a name in which `*` stands for anything. */
export function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split(/\*+/).map((part) => part.replace(/[^A-Za-z0-9]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(name);
  });
}

export interface Patterns {
  include: readonly string[];
  exclude: readonly string[];
}

/** The interfaces to watch, by name. */
export function chooseInterfaces(names: readonly string[], { include, exclude }: Patterns): string[] {
  const chosen = names.filter((name) => matches(name, include) && !matches(name, exclude));
  return chosen.slice(0, MAX_INTERFACES);
}
