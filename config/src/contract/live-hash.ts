import type { CollectionName, LiveState } from './live.ts';
import { COLLECTIONS } from './live.ts';

/**
 * The hash of a live state is the sum of its entities' hashes, so that both ends can keep it up to
 * date entity by entity and compare it at every pulse. Two 32-bit lanes, written as hex.
 */
export interface LiveHash {
  a: number;
  b: number;
}

export const emptyHash = (): LiveHash => ({ a: 0, b: 0 });

export function addEntity(hash: LiveHash, collection: CollectionName, key: string, entity: unknown): void {
  const one = hashEntity(collection, key, entity);
  hash.a = (hash.a + one.a) >>> 0;
  hash.b = (hash.b + one.b) >>> 0;
}

export function removeEntity(hash: LiveHash, collection: CollectionName, key: string, entity: unknown): void {
  const one = hashEntity(collection, key, entity);
  hash.a = (hash.a - one.a) >>> 0;
  hash.b = (hash.b - one.b) >>> 0;
}

export function hashText(hash: LiveHash): string {
  return hash.a.toString(16).padStart(8, '0') + hash.b.toString(16).padStart(8, '0');
}

export function hashLiveState(state: LiveState): string {
  const hash = emptyHash();
  for (const collection of COLLECTIONS) {
    for (const [key, entity] of Object.entries(state[collection])) addEntity(hash, collection, key, entity);
  }
  return hashText(hash);
}

/** Over the JSON text. Key order is the sender's and kept. */
function hashEntity(collection: CollectionName, key: string, entity: unknown): LiveHash {
  return hashLanes(`${collection}/${key}=${JSON.stringify(entity)}`);
}

/** FNV-1a in two lanes with different seeds; each an unsigned number of 32 bits. */
export function hashLanes(text: string): LiveHash {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995);
  }
  return { a: a >>> 0, b: b >>> 0 };
}
