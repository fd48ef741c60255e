import type { Json } from '@fengsui/config/contract';

/** What goes with a county, and what stays. */
export interface Border {
  /** By id. */
  device(id: string): boolean;
  /** A node of the plant, by id. */
  node(id: string): boolean;
  /** A division, by code. */
  area(code: string): boolean;
  /** An open incident, by its key in the book; undefined where none is open under it. */
  key(key: string): boolean | undefined;
  /** The firmware of those that go. */
  versions: readonly { model: string; fw: string }[];
}

/** How what one part of the core keeps is divided between two servers. */
export interface PartRule {
  split(kept: Json, border: Border): { left: Json; taken: Json };
  /** `mine`: what the part keeps here already; undefined where it has kept nothing yet. */
  join(mine: Json | undefined, taken: Json): Json;
}

type Kept = Readonly<Record<string, Json>>;
type Goes<Item> = (item: Item, border: Border) => boolean;

/**
 * Lists are divided item by item. What stands beside them has been learnt from all counties together:
 * it stays, and the other server takes it where it has nothing of its own.
 */
export function lists<Items>(goes: { readonly [Name in keyof Items]: Goes<Items[Name]> }): PartRule {
  const names = Object.keys(goes) as (keyof Items & string)[];
  const listIn = (kept: Kept, name: string): Json[] => (kept[name] ?? []) as Json[];
  return {
    split(kept, border) {
      const [left, taken] = [{ ...(kept as Kept) }, { ...(kept as Kept) }];
      for (const name of names) {
        const isGoing = (item: Json): boolean => goes[name](item as Items[typeof name], border);
        left[name] = listIn(kept as Kept, name).filter((item) => !isGoing(item));
        taken[name] = listIn(kept as Kept, name).filter(isGoing);
      }
      return { left, taken };
    },
    join(mine, taken) {
      if (mine === undefined) return taken;
      const joined = { ...(taken as Kept), ...(mine as Kept) };
      for (const name of names)
        joined[name] = [...listIn(mine as Kept, name), ...listIn(taken as Kept, name)];
      return joined;
    },
  };
}
