import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Box } from './ring-fixture.ts';
import { createBox, entriesOf, tear, waitingOf } from './ring-fixture.ts';
import type { OpenedRing } from './open-ring.ts';
import { indexSegment } from './segment-index.ts';

type Step =
  | { do: 'measure'; count: number }
  | { do: 'confirm'; first: number; count: number }
  | { do: 'flush' }
  | { do: 'kill' }
  | { do: 'stop' }
  | { do: 'lose-power'; tornBytes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('measure' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({
    do: fc.constant('confirm' as const),
    first: fc.nat(60),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant('flush' as const) }),
  fc.record({ do: fc.constant('kill' as const) }),
  fc.record({ do: fc.constant('stop' as const) }),
  fc.record({ do: fc.constant('lose-power' as const), tornBytes: fc.nat(2_000) }),
);

/** What must be there: numbers by life, and which of them were acknowledged. */
interface Model {
  measured: Map<string, number[]>;
  acknowledged: Set<string>;
  everUsed: Set<string>;
}

const numbers = (opened: OpenedRing, boot: string) => entriesOf(opened, boot).map(({ seq }) => seq);

function measure(opened: OpenedRing, box: Box, model: Model, count: number): void {
  for (let i = 0; i < count; i++) {
    box.up += 1;
    box.ts += 1000;
    const { entry } = opened.ring.append({ ts: box.ts, m: { 'sys.load1': i } });
    const name = `${entry.boot}/${entry.seq}`;
    expect(model.everUsed.has(name), `${name} is used once`).toBe(false);
    model.everUsed.add(name);
    model.measured.set(entry.boot, [...(model.measured.get(entry.boot) ?? []), entry.seq]);
  }
}

function confirm(opened: OpenedRing, model: Model, first: number, count: number): void {
  for (const { place, entry } of [...opened.ring.waiting([])].slice(first, first + count)) {
    opened.ring.confirm([place, place]);
    model.acknowledged.add(`${entry.boot}/${entry.seq}`);
  }
}

/** After a mains failure what is left of each life is a beginning of what was measured in it. */
function acceptLoss(opened: OpenedRing, model: Model): void {
  for (const [boot, all] of model.measured) {
    const left = numbers(opened, boot);
    expect(left).toEqual(all.slice(0, left.length));
    model.measured.set(boot, left);
  }
}

async function run(steps: readonly Step[], box: Box): Promise<void> {
  const model: Model = { measured: new Map(), acknowledged: new Set(), everUsed: new Set() };
  let opened = box.open();
  for (const one of steps) {
    if (one.do === 'measure') measure(opened, box, model, one.count);
    if (one.do === 'confirm') confirm(opened, model, one.first, one.count);
    if (one.do === 'flush') opened.ring.flush();
    if (one.do === 'stop') await opened.ring.close();
    if (one.do === 'lose-power') {
      tear(box, one.tornBytes);
      box.losePower();
    }
    if (one.do === 'stop' || one.do === 'kill' || one.do === 'lose-power') opened = box.open();
    if (one.do === 'lose-power') acceptLoss(opened, model);
  }
  check(opened, model);
}

function check(opened: OpenedRing, model: Model): void {
  const waiting = new Set(waitingOf(opened));
  for (const [boot, all] of model.measured) {
    expect(numbers(opened, boot)).toEqual(all);
    for (const seq of all) {
      const name = `${boot}/${seq}`;
      if (!model.acknowledged.has(name)) expect(waiting.has(name), `${name} still waits`).toBe(true);
    }
    const middle = Math.floor(all.length / 2);
    const [from, to] = [all[0] ?? 0, all[middle] ?? 0];
    const found = [...opened.ring.find(boot, [from, to])].map(({ entry }) => entry.seq);
    expect(found).toEqual(all.filter((seq) => from <= seq && seq <= to));
  }
}

describe('the ring, whatever happens', () => {
  it.each([true, false])(
    'loses nothing to a kill, only an end to the mains, and uses no number twice (memory: %s)',
    async (hasMemory) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const box = createBox({ hasMemory });
          try {
            await run(steps, box);
          } finally {
            box.remove();
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it('never holds more on disk than it may', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 20 }), (counts) => {
        const box = createBox();
        const opened = box.open({ maxBytes: 64 * 1024 });
        for (const count of counts) {
          for (let i = 0; i < count; i++) opened.ring.append({ ts: box.ts, m: { 'sys.load1': i } });
          opened.ring.flush();
          const bytes = box.segments().reduce((sum, segment) => sum + segment.bytes, 0);
          expect(bytes).toBeLessThanOrEqual(64 * 1024);
          const { waiting, dropped } = opened.ring.stats();
          expect(waiting + dropped).toBe(opened.ring.next());
        }
        box.remove();
      }),
      { numRuns: 20 },
    );
  });

  it('reads any bytes without a fault, and what was written whole is not misread', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(400), (noise, at) => {
        const box = createBox();
        const before = box.open();
        for (let i = 0; i < 5; i++) before.ring.append({ ts: box.ts, m: { 'sys.load1': i } });
        before.ring.flush();
        const path = box.segments()[0]?.path ?? '';
        const bytes = readFileSync(path);
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        writeFileSync(path, bytes);
        for (const entry of entriesOf(box.open(), before.ring.boot)) {
          expect(entry).toMatchObject({ m: { 'sys.load1': entry.seq } });
        }
        box.remove();
      }),
      { numRuns: 100 },
    );
  });

  it('indexes noise without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (noise) => {
        expect(indexSegment(Buffer.from(noise), 0).runs).toEqual([]);
      }),
    );
  });
});
