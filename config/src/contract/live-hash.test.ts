import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveHash } from './live-hash.ts';
import { addEntity, emptyHash, hashText, removeEntity } from './live-hash.ts';

const entity = fc.tuple(fc.string({ maxLength: 5 }), fc.record({ link: fc.string(), n: fc.integer() }));
const entities = fc.uniqueArray(entity, { selector: ([key]) => key, maxLength: 20 });

function hashOf(list: readonly (readonly [string, unknown])[]): LiveHash {
  const hash = emptyHash();
  for (const [key, value] of list) addEntity(hash, 'devices', key, value);
  return hash;
}

describe('the hash of a live state', () => {
  it('does not depend on the order in which entities came', () => {
    fc.assert(
      fc.property(entities, (list) => {
        expect(hashText(hashOf(list))).toBe(hashText(hashOf(list.toReversed())));
      }),
    );
  });

  it('forgets an entity that is removed', () => {
    fc.assert(
      fc.property(entities, entity, (list, [key, value]) => {
        const hash = hashOf(list);
        addEntity(hash, 'devices', `${key}!`, value);
        removeEntity(hash, 'devices', `${key}!`, value);
        expect(hashText(hash)).toBe(hashText(hashOf(list)));
      }),
    );
  });

  it('changes with any value, key and collection', () => {
    const texts = [
      hashText(hashOf([['a', { n: 1 }]])),
      hashText(hashOf([['a', { n: 2 }]])),
      hashText(hashOf([['b', { n: 1 }]])),
      hashText(emptyHash()),
    ];
    const elsewhere = emptyHash();
    addEntity(elsewhere, 'regions', 'a', { n: 1 });
    expect(new Set([...texts, hashText(elsewhere)]).size).toBe(5);
  });
});
