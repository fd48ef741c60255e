import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Due } from './agenda.ts';
import { createAgenda } from './agenda.ts';

const due = fc.record<Due>({
  at: fc.integer({ min: 0, max: 5 }),
  kind: fc.constantFrom('parked', 'held', 'tray'),
  id: fc.constantFrom('a', 'b', 'c'),
  person: fc.constantFrom('', 'x'),
});

function drained(dues: readonly Due[]): Due[] {
  const agenda = createAgenda();
  for (const one of dues) agenda.add(one);
  const order: Due[] = [];
  for (let one = agenda.shift(); one; one = agenda.shift()) order.push(one);
  expect(agenda.size()).toBe(0);
  return order;
}

it('gives everything back in one order, whatever the order it was put in', () => {
  fc.assert(
    fc.property(fc.array(due, { maxLength: 40 }), (dues) => {
      const order = drained(dues);
      expect(order).toEqual(drained([...dues].reverse()));
      expect(order).toHaveLength(dues.length);
      order.slice(1).forEach((one, i) => expect(one.at).toBeGreaterThanOrEqual(order[i]!.at));
    }),
  );
});

it('lets what was put off come before the messages of the same instant', () => {
  const at = { at: 1, id: 'a', person: '' };
  const kinds = drained([
    { ...at, kind: 'tray' },
    { ...at, kind: 'held' },
    { ...at, kind: 'parked' },
  ]);
  expect(kinds.map(({ kind }) => kind)).toEqual(['parked', 'held', 'tray']);
});
