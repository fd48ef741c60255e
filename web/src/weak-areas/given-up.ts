import type { WatchBody, WeakArea } from '@fengsui/config/contract';
import { scopeKey } from './area-groups.ts';

/**
 * The list with those that this page has just given up: they stay where they stood, so that it can be taken
 * back, although nobody watches them and nothing was found of them.
 *
 * @param before as they were, by what they cover
 */
export function withGivenUp(
  items: readonly WeakArea[],
  before: ReadonlyMap<string, WeakArea>,
): readonly WeakArea[] {
  const listed = new Set(items.map(({ scope }) => scopeKey(scope)));
  const missing = [...before].filter(([scope]) => !listed.has(scope));
  return [...items, ...missing.map(([, area]) => ({ ...area, watched: false }))];
}

/** Watches it again under the name and with the target that it had. */
export const watchBody = ({ scope, name, target }: WeakArea): WatchBody => ({
  ...{ scope, name },
  ...(target !== null && { target }),
});
