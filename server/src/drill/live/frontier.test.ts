import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrontier } from './frontier.ts';

describe('what is sent and not acknowledged', () => {
  it('is known by its oldest, in whatever order the acknowledgements come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (order) => {
        const frontier = createFrontier();
        const open = new Map(order.map((_, i) => [i, frontier.sent(i)]));
        for (const pick of order) {
          const keys = [...open.keys()];
          const key = keys[pick % keys.length] ?? 0;
          open.get(key)?.();
          open.delete(key);
          expect(frontier.oldest()).toBe([...open.keys()][0]);
          expect(frontier.open()).toBe(open.size);
        }
        expect(frontier.acknowledged()).toBe(order.length);
      }),
    );
  });

  it('counts an acknowledgement once', () => {
    const frontier = createFrontier();
    const done = frontier.sent(1);
    done();
    done();
    expect(frontier.acknowledged()).toBe(1);
    expect(frontier.open()).toBe(0);
  });
});
