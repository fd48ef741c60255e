import type { CollectionName, LiveHash, LiveState, Patch, Snapshot } from '@fengsui/config/contract';
import { COLLECTIONS, addEntity, emptyHash, hashText, removeEntity } from '@fengsui/config/contract';
import type { Held } from './state.ts';

/** Untyped on purpose: the three collections are handled alike, whatever they hold. */
type Entities = Readonly<Record<string, unknown>>;

export function holdSnapshot(snapshot: Snapshot): Held {
  const state = completed(snapshot.state);
  return { region: snapshot.region, version: snapshot.version, hash: hashOf(state), state };
}

/** Answers a new Held; collections without a change keep their identity. */
export function holdPatch(held: Held, patch: Patch): Held {
  const hash = { ...held.hash };
  const state: Record<CollectionName, Entities> = { ...held.state };
  for (const name of COLLECTIONS) {
    state[name] = changed(name, held.state[name], patch.set[name] ?? {}, patch.gone[name] ?? [], hash);
  }
  return { region: held.region, version: patch.version, hash, state: state as LiveState };
}

export const heldHash = (held: Held): string => hashText(held.hash);

function changed(
  name: CollectionName,
  before: Entities,
  set: Entities,
  gone: readonly string[],
  hash: LiveHash,
): Entities {
  const keys = Object.keys(set);
  if (keys.length === 0 && gone.length === 0) return before;
  const after: Record<string, unknown> = { ...before };
  for (const key of gone) {
    if (Object.hasOwn(after, key)) removeEntity(hash, name, key, after[key]);
    delete after[key];
  }
  /** Overwritten, not removed first: an entity that changes keeps its place among the others. */
  for (const key of keys) {
    if (Object.hasOwn(after, key)) removeEntity(hash, name, key, after[key]);
    after[key] = set[key];
    addEntity(hash, name, key, set[key]);
  }
  return after;
}

/** A server that does not know a collection yet, or knows more of them, must not blank the wall. */
function completed(state: LiveState): LiveState {
  const whole: Record<string, Entities> = {};
  for (const name of COLLECTIONS) whole[name] = state[name] ?? {};
  return whole as LiveState;
}

function hashOf(state: LiveState): LiveHash {
  const hash = emptyHash();
  for (const name of COLLECTIONS) {
    for (const [key, entity] of Object.entries(state[name])) addEntity(hash, name, key, entity);
  }
  return hash;
}
