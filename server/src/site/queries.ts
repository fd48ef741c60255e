import type { Site } from './model.ts';

/** The codes of a division and of all above it up to the site's top; empty if the site has no such division. */
export function ancestorsOf(site: Pick<Site, 'divisions'>, area: string): string[] {
  const chain: string[] = [];
  for (let at = site.divisions.get(area); at; at = site.divisions.get(at.parent)) chain.push(at.code);
  return chain;
}

/** The codes of the divisions right under one, in the order of the file. */
export function childrenOf(site: Pick<Site, 'children'>, code: string): readonly string[] {
  return site.children.get(code) ?? [];
}
